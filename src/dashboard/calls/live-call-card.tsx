import { useQuery } from "@tanstack/react-query";
import { Maximize2, PhoneIncoming, PhoneOutgoing } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { callQuery } from "../api/queries.ts";
import { formatDuration } from "../i18n/formats.ts";
import { useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AppointmentLink } from "./appointment-link.tsx";
import { useOtherSide } from "./other-side.ts";
import { Transcript } from "./transcript.tsx";

/** `compact`: there are several, so each gets less room. */
export function LiveCallCard({ call, compact }: { call: CallSummaryView; compact: boolean }) {
  const t = useTranslations("calls");
  const [, patch] = useLiveSearch();
  const { data: details, error, refetch } = useQuery(callQuery(call.id));
  const titleId = useId();
  const Icon = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  const other = useOtherSide()(call);

  return (
    <li
      data-testid={`call-${call.id}`}
      aria-labelledby={titleId}
      className="flex animate-slide-in flex-col overflow-hidden rounded-lg border border-accent-line bg-surface shadow-card"
    >
      <div className="flex items-center gap-2.5 py-1.5 pr-1.5 pl-3">
        <span className="relative grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-strong">
          <Icon aria-hidden className="size-3.5" />
          <span
            aria-hidden
            className="absolute -top-px -right-px size-2 animate-pulse-dot rounded-full bg-good ring-2 ring-surface"
          />
        </span>
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="truncate text-sm leading-4.5 font-semibold">
            {other}
          </h3>
          <p className="truncate text-2xs text-ink-faint">
            {t(`directions.${call.direction}`)}
            {call.language ? <span> · {call.language.toUpperCase()}</span> : null}
          </p>
        </div>
        {call.startedAt ? <TickingDuration since={call.startedAt} /> : null}
        <IconButton label={t("openCall")} onClick={() => patch({ call: call.id })}>
          <Maximize2 aria-hidden className="size-3.5" />
        </IconButton>
      </div>
      {details ? (
        <Transcript
          lines={details.transcript}
          name={other}
          className={classNames("border-t border-line", compact ? "max-h-64 lg:max-h-48" : "max-h-96 lg:max-h-72")}
        />
      ) : null}
      {!details && error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {!details && !error ? <Skeleton className="m-3 h-16" /> : null}
      {details?.appointmentIds.map((id) => (
        <div key={id} className="border-t border-line px-1.5 py-1">
          <AppointmentLink appointmentId={id} />
        </div>
      ))}
    </li>
  );
}

function TickingDuration({ since }: { since: string }) {
  const t = useTranslations("calls");
  return (
    <span className="text-sm font-medium tabular-nums">
      <span className="sr-only">{t("duration")} </span>
      {formatDuration(useNow(1_000) - Date.parse(since))}
    </span>
  );
}
