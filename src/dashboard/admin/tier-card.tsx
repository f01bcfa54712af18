import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { ask } from "../api/client.ts";
import { tenantQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { Field } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { afterProof, ProofForm } from "./proof-form.tsx";

const TIERS = ["starter", "standard", "pro"] as const;
type Tier = (typeof TIERS)[number];
type Order = { tier: Tier; code: string };

/** How much the business may ask of the API. Changing it asks for a fresh proof of who one is. */
export function TierCard({ tenant }: { tenant: TenantDetailView }) {
  const t = useTranslations("admin.tenant");
  const [tier, setTier] = useState<Tier>(tenant.tier);
  const changing = useTierChange(tenant.id);
  return (
    <Card title={t("tier")}>
      <ProofForm changing={changing} ready={tier !== tenant.tier} onSubmit={(code) => changing.send({ tier, code })}>
        <Field label={t("tier")} hint={t("tierNote")}>
          <Select
            value={tier}
            options={TIERS.map((value) => ({ value, label: t(`tiers.${value}`) }))}
            onChoose={setTier}
          />
        </Field>
      </ProofForm>
    </Card>
  );
}

function useTierChange(tenantId: string) {
  const t = useTranslations("admin.tenant");
  const client = useQueryClient();
  return useChange({
    run: ({ tier, code }: Order) =>
      afterProof(code, () =>
        ask("PUT /api/v1/operations/tenants/{tenantId}/tier", { params: { tenantId }, body: { tier } }),
      ),
    onDone: () => {
      notify({ title: t("tierChanged") });
      void client.invalidateQueries({ queryKey: tenantQuery(tenantId).queryKey });
    },
  });
}
