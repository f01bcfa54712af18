import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { SlotPicker } from "../booking/slot-picker.tsx";
import { atClock, isDate, localDate } from "../calendar/zoned-time.ts";
import { DateInput, Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { GroupRefusal } from "./group-refusal.tsx";
import { type GroupTarget, targetOf } from "./group-target.ts";
import { ScopeField } from "./scope-field.tsx";
import { useGroupChange } from "./use-group-change.ts";

type Body = Input<"POST /api/v1/series/{seriesId}/reschedule">["body"];

export function MoveGroupDialog({ target, onClose }: { target: GroupTarget; onClose: () => void }) {
  const t = useTranslations("series");
  const booking = useTranslations("booking");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const { appointment, seriesId } = target;
  const [scope, setScope] = useState(target.scopes[0] ?? "all");
  const [date, setDate] = useState(localDate(Date.parse(appointment.startsAt), branch.timeZone));
  const [startsAt, setStartsAt] = useState<string | null>(null);
  const moving = useGroupChange({
    run: (body: Body, key) =>
      ask("POST /api/v1/series/{seriesId}/reschedule", {
        params: { seriesId },
        headers: { "idempotency-key": key },
        body,
      }),
    told: "moved",
    onClose,
  });
  const choose = (at: string) => (setStartsAt(at), setDate(localDate(Date.parse(at), branch.timeZone)));
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.time(at)}`;
  return (
    <FormDialog
      title={t("moveTitle", { name: appointment.customer.name })}
      description={booking("now", { when: when(appointment.startsAt) })}
      act={startsAt ? booking("moveTo", { when: when(startsAt) }) : t("move")}
      ready={startsAt !== null}
      pending={moving.isPending}
      refusal={<GroupRefusal error={moving.error} />}
      onSubmit={() => startsAt && moving.send({ ...targetOf(target, scope), startsAt })}
      onClose={onClose}
    >
      <ScopeField scopes={target.scopes} value={scope} onChoose={setScope} />
      {scope === "one" ? null : <p className="text-sm text-ink-soft">{t("moveHint")}</p>}
      <div className="grid grid-cols-2 gap-4">
        <Field label={booking("day")}>
          <DateInput
            value={date}
            onChange={(event) => isDate(event.target.value) && (setDate(event.target.value), setStartsAt(null))}
          />
        </Field>
        <Field label={booking("otherTime")}>
          <TextInput
            type="time"
            value={startsAt ? formats.clock24(startsAt) : ""}
            onChange={(event) => setStartsAt(atClock(date, branch.timeZone, event.target.value) ?? startsAt)}
          />
        </Field>
      </div>
      <SlotPicker
        serviceId={appointment.serviceId}
        staffId={appointment.staffId}
        partySize={appointment.partySize}
        date={date}
        value={startsAt}
        onChoose={choose}
      />
    </FormDialog>
  );
}
