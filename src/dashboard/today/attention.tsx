import { useQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { appointmentsQuery, conflictsQuery, waitlistQuery } from "../api/booking.ts";
import { troubleQuery } from "../api/integrations.ts";
import { waitingAlertsQuery } from "../api/on-call.ts";
import { callbacksQuery, callReviewsQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card } from "../ui/page.tsx";
import { Count } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ConflictRow, OfferRow, RequestRow } from "./attention-rows.tsx";
import { TroubleRow } from "./trouble-row.tsx";

const SHOWN = 20;
/** Brings the menu of the team with it, which the first look at the day must not wait for. */
const CallbackRow = lazy(async () => ({ default: (await import("../callbacks/callback-row.tsx")).CallbackRow }));
const EmergencyRow = lazy(async () => ({ default: (await import("../on-call/emergency-row.tsx")).EmergencyRow }));
const ReviewRow = lazy(async () => ({ default: (await import("../calls/review-row.tsx")).ReviewRow }));

/** What waits for a person: requests, customers who seem not to have come, conflicts, and offers that stand. */
export function Attention() {
  const t = useTranslations("today");
  const common = useTranslations("common");
  const { branch, me } = useSignedIn();
  const branchId = branch.id;
  const requests = useQuery(appointmentsQuery({ branchId, status: "pending", limit: SHOWN }));
  const missed = useQuery(appointmentsQuery({ branchId, attention: "no_show", limit: SHOWN }));
  const conflicts = useQuery(conflictsQuery(branchId));
  const offers = useQuery(waitlistQuery(branchId, { status: "offered", limit: SHOWN }));
  const callbacks = useQuery(callbacksQuery({ branchId, status: "open", limit: SHOWN }));
  const reviews = useQuery(callReviewsQuery(branchId, SHOWN));
  const emergencies =
    useQuery({ ...waitingAlertsQuery, enabled: me.permissions.includes("calls:read") }).data?.items ?? [];
  const seesCalendars = me.permissions.includes("calendars:read");
  const trouble = useQuery({ ...troubleQuery(), enabled: seesCalendars }).data?.items ?? [];
  const all = [requests, missed, conflicts, offers, callbacks, reviews];
  const failed = all.find(({ data, error }) => !data && error);
  const isLoading = all.some(({ data }) => data === undefined);
  const count =
    (requests.data?.items.length ?? 0) +
    (missed.data?.items.length ?? 0) +
    (conflicts.data?.length ?? 0) +
    (offers.data?.items.length ?? 0) +
    (callbacks.data?.items.length ?? 0) +
    (reviews.data?.items.length ?? 0) +
    emergencies.length +
    trouble.length;

  return (
    <Card title={t("attention")} aside={count > 0 ? <Count>{count}</Count> : null} flush>
      {failed ? <FailureNotice error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && isLoading ? <SkeletonRows rows={2} className="h-12" label={common("loading")} /> : null}
      {!failed && !isLoading && count === 0 ? (
        <EmptyState icon={CheckCheck} title={t("allDone")}>
          {t("allDoneAdvice")}
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {emergencies.map((alert) => (
          <Suspense key={alert.id} fallback={null}>
            <EmergencyRow alert={alert} />
          </Suspense>
        ))}
        {trouble.map((each) => (
          <TroubleRow key={`${each.kind}${each.targetId ?? each.accountId}`} trouble={each} />
        ))}
        {callbacks.data?.items.map((task) => (
          <Suspense key={task.id} fallback={null}>
            <CallbackRow task={task} />
          </Suspense>
        ))}
        {requests.data?.items.map((item) => (
          <RequestRow key={item.id} appointment={item} kind="request" />
        ))}
        {missed.data?.items.map((item) => (
          <RequestRow key={item.id} appointment={item} kind="noShow" />
        ))}
        {conflicts.data?.map((item) => (
          <ConflictRow key={item.id} conflict={item} />
        ))}
        {offers.data?.items.map((item) => (
          <OfferRow key={item.id} entry={item} />
        ))}
        {reviews.data?.items.map((review) => (
          <Suspense key={review.callId} fallback={null}>
            <ReviewRow review={review} />
          </Suspense>
        ))}
      </ul>
    </Card>
  );
}
