import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ProposalView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { proposalsQuery } from "../api/integrations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useKnownRefusals } from "./known-refusals.ts";

const STALE = [["integrations"], ["calendar"], ["appointments"]];

/** What somebody moved or deleted outside, and what shall become of it. Nothing is shown while there is nothing. */
export function Proposals({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("integrations.proposals");
  const open = useQuery(proposalsQuery()).data?.items ?? [];
  if (open.length === 0) return null;
  return (
    <div className="mb-5">
      <Card title={t("title")} aside={<ExportLink path="/api/v1/calendar-proposals/export" of={t("title")} />}>
        <p className="mb-3 text-sm">{t("about")}</p>
        <ul>
          {open.map((proposal) => (
            <Row key={proposal.id} proposal={proposal} mayWrite={mayWrite} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Row({ proposal: { id, kind, startsAt }, mayWrite }: { proposal: ProposalView; mayWrite: boolean }) {
  const t = useTranslations("integrations.proposals");
  const formats = useBranchFormats();
  const known = useKnownRefusals();
  const input = { params: { proposalId: id }, body: {} };
  const accepting = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-proposals/{proposalId}/accept", input),
    stale: STALE,
    said: () => t("accepted"),
  });
  const dismissing = useEdit<"go", unknown>({
    run: () => ask("POST /api/v1/calendar-proposals/{proposalId}/dismiss", input),
    stale: STALE,
    said: () => t("dismissed"),
  });
  const isBusy = accepting.isPending || dismissing.isPending;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-t border-line py-3 text-sm">
      <span>{kind === "moved" && startsAt ? t("moved", { when: formats.dateTime(startsAt) }) : t("deleted")}</span>
      {mayWrite ? (
        <span className="flex flex-wrap gap-2">
          <Button disabled={isBusy} onClick={() => accepting.send("go")}>
            {kind === "moved" ? t("move") : t("cancel")}
          </Button>
          <Button disabled={isBusy} onClick={() => dismissing.send("go")}>
            {t("keep")}
          </Button>
        </span>
      ) : null}
      <Refusal error={accepting.error ?? dismissing.error} known={known} />
    </li>
  );
}
