import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { FunctionCallView } from "../../contracts/function-calls.ts";
import { functionsQuery } from "../api/voice.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/page.tsx";
import { isKnownFunction } from "./function-card.tsx";

/** What the agent asked for during a call, how long that took, and what it was told. Nothing when it asked for nothing. */
export function FunctionLog({ callId }: { callId: string }) {
  const t = useTranslations("calls");
  const { data } = useQuery(functionsQuery(callId));
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t("functionLog")} flush>
      <ol className="divide-y divide-line">
        {data.items.map((each) => (
          <FunctionRow key={each.id} record={each} />
        ))}
      </ol>
    </Card>
  );
}

function FunctionRow({ record }: { record: FunctionCallView }) {
  const t = useTranslations("calls");
  const formats = useBranchFormats();
  const { name, ok, code, error, latencyMs, at } = record;
  return (
    <li className="flex flex-col gap-1 px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold">{isKnownFunction(name) ? t(`functions.${name}`) : name}</span>
        <Badge tone={error ? "bad" : ok ? "good" : "warn"}>
          {t(error ? "fault" : ok ? "answers.done" : "answers.refused")}
        </Badge>
        <span className="ml-auto text-xs text-ink-faint tabular-nums">
          {t("latency", { ms: latencyMs })} · {formats.time(at)}
        </span>
      </p>
      <p className="wrap-anywhere text-ink-soft">“{record.say}”</p>
      <p className="font-mono text-2xs wrap-anywhere text-ink-faint">
        {record.arguments}
        {code ? ` → ${code}` : ""}
        {error ? ` → ${error}` : ""}
      </p>
    </li>
  );
}
