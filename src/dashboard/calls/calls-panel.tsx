import { useQuery } from "@tanstack/react-query";
import { PhoneOff } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { endedCallsQuery, ongoingCallsQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Count, Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { CallHint } from "./call-hint.tsx";
import { LiveCallCard } from "./live-call-card.tsx";
import { RecentCallRow } from "./recent-call-row.tsx";

export function CallsPanel({ className }: { className?: string }) {
  const t = useTranslations("calls");
  const { branch } = useSignedIn();
  const ongoing = useQuery(ongoingCallsQuery);
  const here = ongoing.data?.items.filter((call) => call.branchId === branch.id || call.branchId === null) ?? [];
  const elsewhere = (ongoing.data?.items.length ?? 0) - here.length;

  return (
    <Panel
      title={t("inProgress")}
      aside={here.length > 0 ? <Count>{here.length}</Count> : null}
      note={elsewhere > 0 ? t("elsewhere", { count: elsewhere }) : null}
      className={className}
    >
      <OngoingCalls
        calls={ongoing.data ? here : undefined}
        error={ongoing.error}
        onRetry={() => void ongoing.refetch()}
      />
      <RecentCalls hidden={new Set(here.map((call) => call.id))} />
    </Panel>
  );
}

type OngoingCallsProps = { calls: CallSummaryView[] | undefined; error: unknown; onRetry: () => void };

function OngoingCalls({ calls, error, onRetry }: OngoingCallsProps) {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  if (!calls) {
    if (error) return <FailureNotice error={error} onRetry={onRetry} />;
    return <SkeletonRows rows={1} className="h-32" label={common("loading")} />;
  }
  if (calls.length === 0) {
    return (
      <EmptyState icon={PhoneOff} title={t("none.title")}>
        {t("none.advice")} <CallHint />
      </EmptyState>
    );
  }
  return (
    <ul className="grid gap-3 px-3 pb-3 md:max-lg:grid-cols-2">
      {calls.map((call) => (
        <LiveCallCard key={call.id} call={call} compact={calls.length > 1} />
      ))}
    </ul>
  );
}

function RecentCalls({ hidden }: { hidden: ReadonlySet<string> }) {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const ended = useQuery(endedCallsQuery(branch.id));
  // Between the two answers a call may be in both lists.
  const calls = ended.data?.items.filter((call) => !hidden.has(call.id));

  return (
    <>
      <h2 className="flex min-h-10 items-center border-t border-line px-4 text-base font-semibold tracking-tight">
        {t("recent")}
      </h2>
      {!calls && ended.error ? <FailureNotice error={ended.error} onRetry={() => void ended.refetch()} /> : null}
      {!calls && !ended.error ? <SkeletonRows rows={3} className="h-14" label={common("loading")} /> : null}
      {calls?.length === 0 ? <p className="px-4 pb-6 text-sm text-ink-faint">{t("noRecent")}</p> : null}
      <ul className="px-2 pb-3">
        {calls?.map((call) => (
          <RecentCallRow key={call.id} call={call} />
        ))}
      </ul>
    </>
  );
}
