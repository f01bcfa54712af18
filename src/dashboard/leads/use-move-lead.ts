import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import type { LeadStatus } from "./lead-tones.ts";

/** Moves a lead to another column. What somebody else has changed meanwhile is not overwritten. */
export function useMoveLead() {
  const t = useTranslations("leads");
  return useEdit({
    run: ({ lead, status }: { lead: LeadView; status: LeadStatus }) =>
      ask("PATCH /api/v1/leads/{leadId}", {
        params: { leadId: lead.id },
        headers: { "if-match": `"${lead.version}"` },
        body: { status },
      }),
    stale: [["leads"]],
    said: ({ name, status }) => t("moved", { name, status: t(`statuses.${status}`) }),
  });
}
