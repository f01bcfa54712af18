import type { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { ask, type Input } from "../api/client.ts";
import { collect } from "../api/collect.ts";
import { type CsvColumn, downloadCsv } from "../ui/csv.ts";
import { callOutcome } from "./call-outcome.ts";

type Texts = ReturnType<typeof useTranslations<"calls">>;

/** All calls that the filter lets through, as a file. Loaded when somebody wants one. */
export async function exportCalls(filter: Input<"GET /api/v1/calls">["query"], t: Texts): Promise<void> {
  const all = await collect((cursor) =>
    ask("GET /api/v1/calls", { query: { ...filter, limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
  downloadCsv("calls", csvColumns(t), all);
}

function csvColumns(t: Texts): CsvColumn<CallSummaryView>[] {
  return [
    { label: "id", text: ({ id }) => id },
    { label: t("when"), text: ({ startedAt, createdAt }) => startedAt ?? createdAt },
    { label: t("caller"), text: (call) => (call.direction === "inbound" ? call.fromNumber : call.toNumber) },
    { label: t("outcome"), text: (call) => t(`outcomes.${callOutcome(call)}`) },
    { label: t("quality"), text: ({ score }) => score },
    { label: t("duration"), text: ({ durationMs }) => durationMs && Math.round(durationMs / 1_000) },
    { label: t("cost"), text: ({ costCents }) => costCents && costCents / 100 },
    { label: t("summary"), text: ({ summary }) => summary },
  ];
}
