import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { leadsQuery } from "../api/leads.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Count, Panel } from "../ui/panel.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { LeadCard } from "./lead-card.tsx";
import { LEAD_STATUSES, type LeadStatus } from "./lead-tones.ts";
import { useMoveLead } from "./use-move-lead.ts";

const STEP = 25;

/** A column for each status. Cards are dragged, or moved by the buttons on them, which a keyboard reaches as well. */
export function LeadBoard() {
  const t = useTranslations("leads");
  const moving = useMoveLead();
  const [dragged, setDragged] = useState<LeadView | null>(null);
  const drop = (status: LeadStatus) => {
    if (dragged && dragged.status !== status) moving.send({ lead: dragged, status });
    setDragged(null);
  };
  return (
    <>
      <Refusal error={moving.error} known={{ version_conflict: t("movedMeanwhile") }} />
      <div className="-mx-1 flex gap-3 overflow-x-auto px-1 pb-3" role="group" aria-label={t("tabs.board")}>
        {LEAD_STATUSES.map((status) => (
          <Column
            key={status}
            status={status}
            onMove={(lead, to) => moving.send({ lead, status: to })}
            onDrag={setDragged}
            onDrop={() => drop(status)}
            isTarget={dragged !== null && dragged.status !== status}
          />
        ))}
      </div>
    </>
  );
}

type ColumnProps = {
  status: LeadStatus;
  onMove: (lead: LeadView, to: LeadStatus) => void;
  onDrag: (lead: LeadView | null) => void;
  onDrop: () => void;
  isTarget: boolean;
};

function Column({ status, onMove, onDrag, onDrop, isTarget }: ColumnProps) {
  const t = useTranslations("leads");
  const { branch } = useSignedIn();
  const [limit, setLimit] = useState(STEP);
  const [{ q }] = useLiveSearch();
  const query = useQuery(leadsQuery({ status, branchId: branch.id, limit, ...(q ? { q } : {}) }));
  const over = (event: DragEvent) => isTarget && event.preventDefault();
  return (
    <div
      onDragOver={over}
      onDrop={onDrop}
      className={classNames(
        "w-66 shrink-0 rounded-lg border bg-sunken xl:w-auto xl:min-w-0 xl:flex-1",
        isTarget ? "border-accent" : "border-line",
      )}
    >
      <Panel title={t(`statuses.${status}`)} aside={<Count>{countOf(query.data)}</Count>}>
        <Loaded query={query} rows={3}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <EmptyState icon={UserRoundPlus} title={t("nobody")} />
            ) : (
              <ul className="flex flex-col gap-2 p-2 pt-0" aria-label={t(`statuses.${status}`)}>
                {items.map((lead) => (
                  <LeadCard key={lead.id} lead={lead} onMove={onMove} onDrag={onDrag} />
                ))}
                {nextCursor && limit < 100 ? (
                  <li>
                    <Button className="w-full" onClick={() => setLimit(limit + STEP)}>
                      {t("more")}
                    </Button>
                  </li>
                ) : null}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

function countOf(page: { items: unknown[]; nextCursor: string | null } | undefined): string {
  return page ? `${page.items.length}${page.nextCursor ? "+" : ""}` : "–";
}
