import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { callQuery } from "../api/queries.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { formatDuration } from "../i18n/formats.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { PhoneLink } from "../ui/phone.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useLastKnown } from "../ui/use-last-known.ts";
import { AppointmentLink } from "./appointment-link.tsx";
import { disconnectionText } from "./disconnection-text.ts";
import { otherNumber, useOtherSide } from "./other-side.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { SentimentMark } from "./sentiment-mark.tsx";
import { Transcript } from "./transcript.tsx";

/** One call in full, opened by the address. */
export function CallSheet() {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const [search, patch] = useLiveSearch();
  const shownId = useLastKnown(search.call);
  const call = useQuery({ ...callQuery(shownId ?? ""), enabled: shownId !== undefined });
  const otherSide = useOtherSide();
  const at = call.data?.startedAt ?? call.data?.createdAt;

  return (
    <Sheet
      open={search.call !== undefined}
      onClose={() => patch({ call: undefined }, { replace: true })}
      title={call.data ? otherSide(call.data) : t("call")}
      subtitle={at ? `${formats.dateTime(at)} · ${formats.timeZone} (${formats.zoneName(at)})` : null}
    >
      {call.data ? <CallDetails call={call.data} /> : null}
      {!call.data && call.error ? <FailureNotice error={call.error} onRetry={() => void call.refetch()} /> : null}
      {!call.data && !call.error ? <SkeletonRows rows={4} className="h-10" label={common("loading")} /> : null}
    </Sheet>
  );
}

function CallDetails({ call }: { call: CallView }) {
  const t = useTranslations("calls");
  const formats = useBranchFormats();
  const number = otherNumber(call);
  const otherSide = useOtherSide();

  return (
    <>
      {call.summary ? <p className="mb-4 text-base text-ink-soft">{call.summary}</p> : null}
      <Details>
        <Detail label={t("outcome")}>
          <OutcomeBadge call={call} />
        </Detail>
        {call.sentiment && call.sentiment !== "unknown" ? (
          <Detail label={t("sentiment")}>
            <SentimentMark sentiment={call.sentiment} />
          </Detail>
        ) : null}
        {number ? (
          <Detail label={t("number")}>
            <span className="inline-flex items-center gap-x-1">
              <PhoneLink phone={number} /> <CopyButton text={number} what={t("copyNumber")} />
            </span>
          </Detail>
        ) : null}
        {call.durationMs === null ? null : <Detail label={t("duration")}>{formatDuration(call.durationMs)}</Detail>}
        {call.costCents === null ? null : <Detail label={t("cost")}>{formats.callCost(call.costCents)}</Detail>}
        {call.disconnectionReason ? (
          <Detail label={t("endedBy")}>{disconnectionText(t, call.disconnectionReason)}</Detail>
        ) : null}
      </Details>
      <div className="-mx-2 mt-3">
        {call.appointmentIds.map((id) => (
          <AppointmentLink key={id} appointmentId={id} />
        ))}
      </div>
      <h3 className="mt-4 mb-2 text-base font-semibold">{t("transcript")}</h3>
      <div className="-mx-5 border-t border-line">
        <Transcript lines={call.transcript} name={otherSide(call)} />
      </div>
    </>
  );
}
