import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { GroupView, PartReportView } from "../../contracts/groups.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { BookFields } from "../booking/book-fields.tsx";
import { type Draft, toBookBody, useDraft } from "../booking/booking-form.ts";
import { localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { FormDialog } from "../ui/form-dialog.tsx";
import { GroupRefusal } from "./group-refusal.tsx";
import { type Repeat, toRule } from "./repeat.ts";
import { RepeatFields } from "./repeat-fields.tsx";
import { isHad, SeriesReport } from "./series-report.tsx";
import { useBooked } from "./use-booked.ts";

const WEEKLY: Repeat = { frequency: "weekly", interval: 1, count: 10, weekdays: [] };

/** One service on many dates: first it is seen what can be had, then that is booked. */
export function SeriesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("series");
  const { branch } = useSignedIn();
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const [draft, change] = useDraft(services, { date: today(branch.timeZone), startsAt: null, staffId: "" });
  const serviceId = draft.serviceId || (services[0]?.id ?? "");
  const whole = { ...draft, serviceId };
  const [repeat, setRepeat] = useState(WEEKLY);
  const [report, setReport] = useState<PartReportView[] | null>(null);
  const previewing = usePreview(setReport);
  const booking = useBooking(onClose);
  const free = report?.filter(isHad).length ?? 0;

  const edit = (changes: Partial<Draft>) => {
    change(changes);
    if (["serviceId", "staffId", "startsAt", "date", "partySize"].some((field) => field in changes)) setReport(null);
  };
  const submit = () => {
    const rule = toRule(repeat, draft.date);
    const body = toBookBody(branch.id, whole);
    const { branchId, startsAt, staffId, partySize } = body;
    if (report === null) {
      return previewing.send({
        branchId,
        serviceId,
        startsAt,
        rule,
        ...(staffId ? { staffId } : {}),
        ...(partySize ? { partySize } : {}),
      });
    }
    booking.send({ ...body, rule, mode: free < report.length ? "skip_conflicts" : "all_or_nothing" });
  };
  return (
    <FormDialog
      wide
      title={t("new")}
      act={report === null ? t("check") : t("bookDates", { count: free })}
      ready={draft.startsAt !== null && (report === null || free > 0)}
      pending={previewing.isPending || booking.isPending}
      refusal={<GroupRefusal error={previewing.error ?? booking.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <BookFields draft={whole} change={edit} services={services} staff={staff} />
      <RepeatFields
        repeat={repeat}
        date={draft.date}
        onChange={(changes) => (setRepeat({ ...repeat, ...changes }), setReport(null))}
      />
      {report ? <SeriesReport report={report} /> : null}
    </FormDialog>
  );
}

type PreviewBody = Input<"POST /api/v1/series/preview">["body"];

function bookSeries(
  body: ReturnType<typeof toBookBody> & { rule: ReturnType<typeof toRule>; mode: "skip_conflicts" | "all_or_nothing" },
  key: string,
): Promise<GroupView> {
  return ask("POST /api/v1/series", { headers: { "idempotency-key": key }, body });
}

function usePreview(onReport: (report: PartReportView[]) => void) {
  return useChange({
    run: (body: PreviewBody) => ask("POST /api/v1/series/preview", { body }),
    onDone: ({ report }) => onReport(report),
  });
}

function useBooking(onClose: () => void) {
  const showBooked = useBooked();
  return useChange({
    run: bookSeries,
    onDone: (group, { customer }) => {
      onClose();
      showBooked(group, customer.name);
    },
  });
}

function today(timeZone: string): string {
  return localDate(serverNow(), timeZone);
}
