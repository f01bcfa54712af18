import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { functionsQuery } from "../api/voice.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { formatDuration } from "../i18n/formats.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Card } from "../ui/page.tsx";
import { type Percentiles, percentilesOf, replyDelays } from "./call-latency.ts";
import { disconnectionText } from "./disconnection-text.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";

/** What a call came to, at a glance: outcome, who ended it, how long, how much, how fast, and how long it is kept. */
export function CallHeader({ call }: { call: CallView }) {
  return (
    <PageTexts of={["callFacts"]}>
      <Card>
        <Facts call={call} />
      </Card>
    </PageTexts>
  );
}

function Facts({ call }: { call: CallView }) {
  const t = useTranslations("calls");
  const facts = useTranslations("callFacts");
  const formats = useBranchFormats();
  const functions = useQuery(functionsQuery(call.id)).data?.items ?? [];
  const { disconnectionReason, durationMs, costCents, wordsUntil } = call;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4 xl:grid-cols-7">
      <Fact label={t("outcome")}>
        <OutcomeBadge call={call} />
      </Fact>
      <Fact label={t("endedBy")}>{disconnectionReason ? disconnectionText(t, disconnectionReason) : "–"}</Fact>
      <Fact label={t("duration")}>{durationMs === null ? "–" : formatDuration(durationMs)}</Fact>
      <Fact label={t("cost")}>{costCents === null ? "–" : formats.callCost(costCents)}</Fact>
      <Latency label={facts("replies")} of={percentilesOf(replyDelays(call.transcript))} />
      <Latency label={facts("functions")} of={percentilesOf(functions.map(({ latencyMs }) => latencyMs))} />
      <Fact label={facts("kept")}>{wordsUntil === null ? facts("erased") : formats.date(wordsUntil)}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{label}</dt>
      <dd className="mt-1 text-sm font-medium wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

function Latency({ label, of }: { label: string; of: Percentiles | null }) {
  const t = useTranslations("calls");
  return (
    <Fact label={label}>
      {of ? (
        <>
          <span title="p50">{t("latency", { ms: of.p50 })}</span>
          <span className="block text-xs font-normal text-ink-faint">p95 {t("latency", { ms: of.p95 })}</span>
        </>
      ) : (
        "–"
      )}
    </Fact>
  );
}
