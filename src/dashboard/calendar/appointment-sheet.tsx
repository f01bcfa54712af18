import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PhoneIncoming } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { AtBranch } from "../app/at-branch.tsx";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { Skeleton, SkeletonRows } from "../ui/skeleton.tsx";
import { useLastKnown } from "../ui/use-last-known.ts";
import { AppointmentActions } from "./appointment-actions.tsx";
import { ClashNotice } from "./clash-notice.tsx";
import { STATUS_TONES } from "./statuses.ts";

const AppointmentMessages = lazy(async () => ({
  default: (await import("./appointment-messages.tsx")).AppointmentMessages,
}));

/** Opened by the address, so every appointment can be linked to. */
export function AppointmentSheet() {
  const t = useTranslations("appointment");
  const common = useTranslations("common");
  const [search, patch] = useLiveSearch();
  const shownId = useLastKnown(search.appointment);
  const query = useQuery({ ...knownAppointmentQuery(shownId ?? ""), enabled: shownId !== undefined });
  const appointment = query.data;
  const close = () => patch({ appointment: undefined }, { replace: true });

  return (
    <AtBranch branchId={appointment?.branchId}>
      <Sheet
        open={search.appointment !== undefined}
        onClose={close}
        title={appointment?.customer.name ?? t("title")}
        subtitle={appointment ? <When appointment={appointment} /> : null}
      >
        {appointment ? <AppointmentDetails appointment={appointment} /> : null}
        {!appointment && query.error ? (
          <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {!appointment && !query.error ? <SkeletonRows rows={4} className="h-8" label={common("loading")} /> : null}
      </Sheet>
    </AtBranch>
  );
}

function When({ appointment: { startsAt, endsAt } }: { appointment: AppointmentView }) {
  const formats = useBranchFormats();
  return (
    <>
      {formats.day(startsAt)}, {formats.timeRange(startsAt, endsAt)}
      <span className="block text-2xs">
        {formats.timeZone} ({formats.zoneName(startsAt)})
      </span>
    </>
  );
}

function AppointmentDetails({ appointment }: { appointment: AppointmentView }) {
  const t = useTranslations("appointment");
  const common = useTranslations("common");
  const statuses = useTranslations("calendar.statuses");
  const formats = useBranchFormats();
  const names = useDayNames();
  const { customer } = appointment;
  const { me, branch } = useSignedIn();
  const { permissions } = me;
  const unlisted = names.areKnown ? t("notListed") : <Skeleton className="h-4 w-28" />;

  return (
    <>
      <ClashNotice appointment={appointment} />
      <AppointmentActions key={appointment.id} appointment={appointment} />
      <Details>
        <Detail label={t("status")}>
          <Badge tone={STATUS_TONES[appointment.status]}>{statuses(appointment.status)}</Badge>
        </Detail>
        {appointment.checkedInAt ? (
          <Detail label={t("checkedIn")}>{formats.dateTime(appointment.checkedInAt)}</Detail>
        ) : null}
        {appointment.approvalExpiresAt ? (
          <Detail label={t("lapses")}>{formats.dateTime(appointment.approvalExpiresAt)}</Detail>
        ) : null}
        {appointment.cancelReason ? <Detail label={t("cancelReason")}>{appointment.cancelReason}</Detail> : null}
        {me.branches.length > 1 ? <Detail label={t("branch")}>{branch.name}</Detail> : null}
        <Detail label={t("service")}>{names.service(appointment.serviceId) ?? unlisted}</Detail>
        <Detail label={t("staff")}>{names.staff(appointment.staffId) ?? unlisted}</Detail>
        {appointment.group ? (
          <Detail label={t(`groups.${appointment.group.kind}`)}>
            <Link
              to="/app/series/$seriesId"
              params={{ seriesId: appointment.group.id }}
              search={onlyBranch}
              className="rounded-sm font-medium text-accent underline-offset-3 hover:underline"
            >
              {common("details")}
            </Link>
          </Detail>
        ) : null}
        {appointment.partySize > 1 ? <Detail label={t("partySize")}>{appointment.partySize}</Detail> : null}
        <Detail label={t("price")}>{formats.money(appointment.priceMinor, appointment.currency)}</Detail>
        {customer.phone ? (
          <Detail label={t("phone")}>
            <Contact href="tel:" text={customer.phone} copy={t("copyPhone")} />
          </Detail>
        ) : null}
        {customer.email ? (
          <Detail label={t("email")}>
            <Contact href="mailto:" text={customer.email} copy={t("copyEmail")} />
          </Detail>
        ) : null}
        {customer.notes ? <Detail label={t("notes")}>{customer.notes}</Detail> : null}
        {customer.answers && Object.keys(customer.answers).length > 0 ? (
          <Detail label={t("answers")}>
            <Answers answers={customer.answers} />
          </Detail>
        ) : null}
        <Detail label={t("channel")}>{t(`channels.${appointment.channel}`)}</Detail>
        <Detail label={t("created")}>{formats.dateTime(appointment.createdAt)}</Detail>
        {appointment.version > 1 ? (
          <Detail label={t("changed")}>{formats.dateTime(appointment.updatedAt)}</Detail>
        ) : null}
      </Details>
      {permissions.includes("messages:read") ? (
        <Suspense>
          <AppointmentMessages appointmentId={appointment.id} />
        </Suspense>
      ) : null}
      {appointment.callId ? <SourceCall callId={appointment.callId} /> : null}
    </>
  );
}

/** The questions' own ids: their words belong to the service's rules, which may have changed since. */
function Answers({ answers }: { answers: NonNullable<AppointmentView["customer"]["answers"]> }) {
  const t = useTranslations("appointment");
  const say = (answer: string | number | boolean) =>
    typeof answer === "boolean" ? t(answer ? "yes" : "no") : String(answer);
  return (
    <ul className="flex flex-col gap-1">
      {Object.entries(answers).map(([question, answer]) => (
        <li key={question}>
          <span className="text-ink-faint">{question.replaceAll("_", " ")}:</span> {say(answer)}
        </li>
      ))}
    </ul>
  );
}

function Contact({ href, text, copy }: { href: "tel:" | "mailto:"; text: string; copy: string }) {
  return (
    <span className="flex min-w-0 items-center gap-x-1">
      <a
        href={href + text}
        className="min-w-0 rounded-sm font-medium wrap-anywhere text-accent underline-offset-3 hover:underline"
      >
        {href === "tel:" ? <PhoneNumber phone={text} /> : text}
      </a>
      <CopyButton text={text} what={copy} />
    </span>
  );
}

function SourceCall({ callId }: { callId: string }) {
  const t = useTranslations("appointment");
  const [, patch] = useLiveSearch();
  return (
    <Button className="mt-5 w-full" onClick={() => patch({ appointment: undefined, call: callId })}>
      <PhoneIncoming aria-hidden className="size-4 text-accent" />
      {t("openCall")}
    </Button>
  );
}
