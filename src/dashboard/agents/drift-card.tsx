import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AgentDriftView } from "../../contracts/voice-agents.ts";
import { agentDriftQuery } from "../api/voice-vendors.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** Asked for by hand: it is a question to the vendor. */
export function DriftCard({ branchId, connectionId }: { branchId: string; connectionId: string }) {
  const t = useTranslations("agents");
  const [isAsked, setAsked] = useState(false);
  const drift = useQuery({ ...agentDriftQuery(branchId, connectionId), enabled: isAsked });
  const compare = () => (isAsked ? void drift.refetch() : setAsked(true));
  return (
    <Card title={t("drift")}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-56 text-sm text-ink-soft">
          {drift.data ? <Findings found={drift.data} /> : <p>{t("driftWhy")}</p>}
        </div>
        <Button disabled={drift.isFetching} onClick={compare}>
          <GitCompareArrows aria-hidden className="size-4" /> {t("compare")}
        </Button>
      </div>
      <Refusal error={drift.error} />
    </Card>
  );
}

function Findings({ found: { live, isStale, drift } }: { found: AgentDriftView }) {
  const t = useTranslations("agents");
  if (!live) return <p>{t("none")}</p>;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap gap-2">
        {isStale ? <Badge tone="warn">{t("stale")}</Badge> : <Badge tone="good">{t("fresh")}</Badge>}
        {drift.length === 0 ? <Badge tone="good">{t("same")}</Badge> : <Badge tone="warn">{t("differs")}</Badge>}
      </p>
      {drift.map(({ field, ours, theirs }) => (
        <dl key={field} className="rounded-md border border-line p-3">
          <dt className="font-semibold">{t(`fields.${field as "greeting"}`)}</dt>
          <dd className="mt-1 wrap-anywhere text-bad line-through">{ours || "–"}</dd>
          <dd className="wrap-anywhere text-good">{theirs || "–"}</dd>
        </dl>
      ))}
    </div>
  );
}
