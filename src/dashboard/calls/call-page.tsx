import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { callQuery } from "../api/queries.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Code } from "../ui/code.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneLink } from "../ui/phone.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTitle } from "../ui/use-title.ts";
import { AppointmentLink } from "./appointment-link.tsx";
import { CallHeader } from "./call-header.tsx";
import { FunctionLog } from "./function-log.tsx";
import { otherNumber, useOtherSide } from "./other-side.ts";
import { QualityCard } from "./quality-card.tsx";
import { RawCall } from "./raw-call.tsx";
import { RecordedTalk } from "./recorded-talk.tsx";
import { SentimentMark } from "./sentiment-mark.tsx";
import { SpamButton } from "./spam-button.tsx";

export function CallPage() {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { callId } = useParams({ from: "/app/calls/$callId" });
  const { data: call, error, refetch } = useQuery(callQuery(callId));
  const otherSide = useOtherSide();
  const title = call ? otherSide(call) : t("call");
  useTitle(title);
  const at = call?.startedAt ?? call?.createdAt;
  return (
    <Page
      title={title}
      actions={call ? <SpamButton call={call} /> : null}
      subtitle={
        <>
          <Link
            to="/app/calls"
            search={onlyBranch}
            className="inline-flex min-h-6 items-center gap-1 font-medium text-accent hover:underline"
          >
            <ArrowLeft aria-hidden className="size-3.5" /> {t("title")}
          </Link>
          {at ? ` · ${formats.dateTime(at)}` : null}
        </>
      }
    >
      {call ? <CallContent call={call} /> : null}
      {!call && error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null}
      {!call && !error ? <SkeletonRows rows={5} className="h-12" label={common("loading")} /> : null}
    </Page>
  );
}

function CallContent({ call }: { call: CallView }) {
  const t = useTranslations("calls");
  const otherSide = useOtherSide();
  return (
    <div className="flex flex-col gap-5">
      <CallHeader call={call} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <RecordedTalk call={call} name={otherSide(call)} />
        <div className="flex min-w-0 flex-col gap-5 max-lg:order-first">
          {call.summary ? (
            <Card title={t("summary")}>
              <p className="text-base text-ink-soft">{call.summary}</p>
            </Card>
          ) : null}
          {call.appointmentIds.length > 0 ? (
            <Card title={t("appointments")}>
              <div className="-m-2">
                {call.appointmentIds.map((id) => (
                  <AppointmentLink key={id} appointmentId={id} />
                ))}
              </div>
            </Card>
          ) : null}
          <QualityCard callId={call.id} quality={call.quality} />
          <FunctionLog callId={call.id} />
          <Card>
            <CallFacts call={call} />
            <RawCall call={call} />
          </Card>
        </div>
      </div>
    </div>
  );
}

function CallFacts({ call }: { call: CallView }) {
  const t = useTranslations("calls");
  const number = otherNumber(call);
  return (
    <Details>
      {call.sentiment && call.sentiment !== "unknown" ? (
        <Detail label={t("sentiment")}>
          <SentimentMark sentiment={call.sentiment} />
        </Detail>
      ) : null}
      {number ? (
        <Detail label={t("number")}>
          <PhoneLink phone={number} /> <CopyButton text={number} what={t("copyNumber")} />
        </Detail>
      ) : null}
      {call.agentId ? (
        <Detail label={t("agent")}>
          <Code text={call.agentId} what={t("copyAgentId")} />
        </Detail>
      ) : null}
      <Detail label={t("id")}>
        <Code text={call.id} what={t("copyId")} />
      </Detail>
      <Detail label={t("providerId")}>
        <Code text={call.providerCallId} what={t("copyId")} />
      </Detail>
    </Details>
  );
}
