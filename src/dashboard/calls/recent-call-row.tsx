import { PhoneIncoming, PhoneOutgoing } from "lucide-react";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { formatDuration } from "../i18n/formats.ts";
import { useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { AppointmentLink } from "./appointment-link.tsx";
import { useOtherSide } from "./other-side.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { SentimentMark } from "./sentiment-mark.tsx";

export function RecentCallRow({ call }: { call: CallSummaryView }) {
  const [, patch] = useLiveSearch();
  const Icon = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  const other = useOtherSide()(call);

  return (
    <li data-testid={`call-${call.id}`} className="border-b border-line py-1 last:border-0">
      <button
        type="button"
        onClick={() => patch({ call: call.id })}
        className="flex w-full flex-col gap-1 rounded-md px-2 py-2 text-left hover:bg-hover"
      >
        <span className="flex min-w-0 items-center gap-2">
          <Icon aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          <span className="min-w-0 flex-1 truncate text-sm font-semibold">{other}</span>
          <OutcomeBadge call={call} />
        </span>
        {call.summary ? <span className="line-clamp-2 text-sm leading-snug text-ink-soft">{call.summary}</span> : null}
        <CallFacts call={call} />
      </button>
      {call.appointmentIds.map((id) => (
        <AppointmentLink key={id} appointmentId={id} />
      ))}
    </li>
  );
}

function CallFacts({ call }: { call: CallSummaryView }) {
  const formats = useBranchFormats();
  const at = call.endedAt ?? call.startedAt ?? call.createdAt;
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-2xs text-ink-faint">
      <EndedAt at={at} />
      {call.durationMs === null ? null : <span>{formatDuration(call.durationMs)}</span>}
      {call.costCents === null ? null : <span>{formats.callCost(call.costCents)}</span>}
      <SentimentMark sentiment={call.sentiment} />
    </span>
  );
}

function EndedAt({ at }: { at: string }) {
  const formats = useBranchFormats();
  return (
    <time dateTime={at} title={formats.dateTime(at)}>
      {formats.shortMoment(at, useNow(30_000))}
    </time>
  );
}
