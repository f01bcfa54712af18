import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import type { LeadImportView } from "../../contracts/lead-imports.ts";
import { ask } from "../api/client.ts";
import { leadImportQuery } from "../api/leads.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StatTile } from "../ui/stat-tile.tsx";

/** What a file would make, and then has made. It goes on when the window is closed. */
export function ImportProgress({ importId, onClose }: { importId: string; onClose: () => void }) {
  return (
    <Loaded query={useQuery(leadImportQuery(importId))} rows={3}>
      {(state) => <Progress state={state} onClose={onClose} />}
    </Loaded>
  );
}

function Progress({ state, onClose }: { state: LeadImportView; onClose: () => void }) {
  const t = useTranslations("leads");
  const { id: importId, counts, status, failure, lines } = state;
  const starting = useEdit({
    run: (step: "import") =>
      ask("POST /api/v1/lead-imports/{importId}/start", { params: { importId }, body: { step, mapping: {} } }),
    stale: [["leads"]],
    said: null,
  });
  const isOver = status === "done" || status === "failed";
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-sm font-medium">
        {failure ? t(`import.failures.${failure}`, { line: lines }) : t(`import.states.${status}`, { lines })}
      </p>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <StatTile label={t("import.created")} value={counts.created} />
        <StatTile label={t("import.duplicates")} value={counts.duplicates} />
        <StatTile label={t("import.invalid")} value={counts.invalid} />
        <StatTile label={t("import.optedOut")} value={counts.optedOut} />
      </dl>
      <Refusal error={starting.error} />
      <div className="flex flex-wrap gap-2">
        {status === "checked" ? (
          <Button
            variant="primary"
            disabled={starting.isPending || counts.created + counts.duplicates === 0}
            onClick={() => starting.send("import")}
          >
            {t("import.run", { count: counts.created })}
          </Button>
        ) : null}
        {counts.invalid + counts.optedOut > 0 ? (
          <a
            href={`/api/v1/lead-imports/${importId}/refused`}
            download
            className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
          >
            <Download aria-hidden className="size-4" /> {t("import.refused")}
          </a>
        ) : null}
        {isOver ? <Button onClick={onClose}>{t("import.close")}</Button> : null}
      </div>
    </div>
  );
}
