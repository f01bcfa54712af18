import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AccountView, ReconcileView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { reconcilesQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useKnownRefusals } from "./known-refusals.ts";

const TONES: Record<ReconcileView["state"], Tone> = { running: "accent", done: "good", failed: "bad" };

/** Compares what stands there with what should, mends it, and tells what was found the last times. */
export function AccountCompare({ account: { id, state }, mayWrite }: { account: AccountView; mayWrite: boolean }) {
  const t = useTranslations("integrations.compare");
  const reports = useQuery(reconcilesQuery(id));
  const known = { ...useKnownRefusals(), too_many_attempts: t("tooOften") };
  const comparing = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-accounts/{accountId}/reconcile", { params: { accountId: id }, body: {} }),
    stale: [["integrations"]],
    said: () => t("begun"),
  });
  return (
    <div className="mt-4">
      <p className="mb-3 max-w-prose text-sm text-ink-soft">{t("about")}</p>
      <div className="flex flex-wrap gap-2">
        {mayWrite && state === "connected" ? (
          <Button disabled={comparing.isPending} onClick={() => comparing.send("go")}>
            <GitCompareArrows aria-hidden className="size-4" /> {t("now")}
          </Button>
        ) : null}
        <ExportLink path={`/api/v1/calendar-accounts/${id}/reconcile/export`} of={t("title")} />
      </div>
      <Refusal error={comparing.error} known={known} />
      <Loaded query={reports} rows={1}>
        {({ items }) => (
          <ul className="mt-3 text-sm">
            {items.length === 0 ? <li className="text-ink-faint">{t("none")}</li> : null}
            {items.map((report) => (
              <Report key={report.id} report={report} />
            ))}
          </ul>
        )}
      </Loaded>
    </div>
  );
}

const REPAIRS = ["missing", "moved", "orphaned", "gone"] as const;

function Report({
  report: { state, startedAt, checked, repaired, proposed, failed, error },
}: {
  report: ReconcileView;
}) {
  const t = useTranslations("integrations.compare");
  const formats = useBranchFormats();
  const found = [
    ...REPAIRS.filter((kind) => repaired[kind] > 0).map((kind) => t(kind, { count: repaired[kind] })),
    ...(proposed > 0 ? [t("proposed", { count: proposed })] : []),
    ...(failed > 0 ? [t("failed", { count: failed })] : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      <span className="text-ink-faint tabular-nums">{formats.dateTime(startedAt)}</span>
      <span>{[t("checked", { count: checked }), ...found].join(" · ")}</span>
      {state === "done" && found.length === 0 ? <span className="text-good">{t("allWell")}</span> : null}
      {error === null ? null : <code className="font-mono text-xs wrap-anywhere">{error}</code>}
    </li>
  );
}
