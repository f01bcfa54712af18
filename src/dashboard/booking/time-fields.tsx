import { useTranslations } from "use-intl";
import type { SlotExplanationView } from "../../contracts/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { atClock, isDate, localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { DateInput, Field, TextInput } from "../ui/field.tsx";
import type { TimeDraft } from "./booking-form.ts";
import { Insist } from "./insist.tsx";
import { SlotPicker } from "./slot-picker.tsx";
import { WhyNot } from "./why-not.tsx";

/** A walk-in begins at the last five minutes of the clock. */
const RASTER_MS = 300_000;

type TimeFieldsProps = {
  draft: TimeDraft;
  change: (changes: Partial<TimeDraft>) => void;
  /** Of the chosen time, once it is known. */
  explanation: SlotExplanationView | undefined;
  act: "book" | "move";
};

/** When it is to be: one of the free times, any other, or now; which rule refuses that, and whether somebody insists. */
export function TimeFields({ draft, change, explanation, act }: TimeFieldsProps) {
  const t = useTranslations("booking");
  const { branch } = useSignedIn();
  const formats = useBranchFormats();
  const { serviceId, staffId, date, startsAt, partySize, insistence } = draft;
  const choose = (at: string) => change({ startsAt: at, date: localDate(Date.parse(at), branch.timeZone) });
  const chooseNow = () => choose(new Date(Math.floor(serverNow() / RASTER_MS) * RASTER_MS).toISOString());
  const onClock = (text: string) => {
    const at = atClock(date, branch.timeZone, text);
    if (at) change({ startsAt: at });
  };
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <Field label={t("day")}>
          <DateInput
            required
            value={date}
            onChange={(event) => isDate(event.target.value) && change({ date: event.target.value, startsAt: null })}
          />
        </Field>
        <Field label={t("otherTime")}>
          <TextInput
            type="time"
            value={startsAt ? formats.clock24(startsAt) : ""}
            onChange={(event) => onClock(event.target.value)}
          />
        </Field>
        <Button className="max-sm:col-span-2" onClick={chooseNow}>
          {t("rightNow")}
        </Button>
      </div>
      <SlotPicker
        serviceId={serviceId}
        staffId={staffId}
        partySize={partySize}
        date={date}
        value={startsAt}
        onChoose={choose}
      />
      {explanation ? (
        <>
          {startsAt ? <WhyNot startsAt={startsAt} explanation={explanation} /> : null}
          <Insist
            act={act}
            explanation={explanation}
            startsAt={startsAt}
            value={insistence}
            onChoose={(reason) => change({ insistence: reason })}
          />
        </>
      ) : null}
    </>
  );
}
