import { Store } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

type Branch = TenantDetailView["branches"][number];

/** The branches, each with what repairs its copy in the database. */
export function TenantBranches({ tenant: { id, branches } }: { tenant: TenantDetailView }) {
  const t = useTranslations("admin.tenant");
  return (
    <Card flush title={t("branches")}>
      {branches.length === 0 ? <EmptyState icon={Store} title={t("noBranches")} /> : null}
      <ul className="divide-y divide-line">
        {branches.map((branch) => (
          <BranchRow key={branch.id} tenantId={id} branch={branch} />
        ))}
      </ul>
    </Card>
  );
}

function BranchRow({ tenantId, branch: { id: branchId, name, timeZone } }: { tenantId: string; branch: Branch }) {
  const t = useTranslations("admin.tenant");
  const params = { tenantId, branchId };
  const checking = useChange({
    run: () => ask("POST /api/v1/operations/tenants/{tenantId}/branches/{branchId}/drift-check", { params }),
    onDone: ({ checked, missing, stale, surplus }) => {
      const isClean = missing + stale + surplus === 0;
      notify({ title: t("checked", { name, checked, missing, stale, surplus }), tone: isClean ? "good" : "bad" });
    },
  });
  const rebuilding = useChange({
    run: () => ask("POST /api/v1/operations/tenants/{tenantId}/branches/{branchId}/rebuild", { params }),
    onDone: ({ written }) => notify({ title: t("rebuilt", { name, written }) }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-sm">
      <span className="min-w-32 flex-1">
        <span className="block font-medium">{name}</span>
        <span className="text-xs text-ink-faint">{timeZone}</span>
      </span>
      <Button disabled={checking.isPending} onClick={() => checking.send(undefined)}>
        {t("check")}
      </Button>
      <Button disabled={rebuilding.isPending} onClick={() => rebuilding.send(undefined)}>
        {t("rebuild")}
      </Button>
      <Refusal error={checking.error ?? rebuilding.error} />
    </li>
  );
}
