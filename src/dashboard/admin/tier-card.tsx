import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TenantDetailView } from "../../contracts/operations.ts";
import { ApiError } from "../api/api-error.ts";
import { ask } from "../api/client.ts";
import { tenantQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";

const TIERS = ["starter", "standard", "pro"] as const;
type Tier = (typeof TIERS)[number];
type Order = { tier: Tier; code: string };

/** How much the business may ask of the API. Changing it asks for a fresh proof of who one is. */
export function TierCard({ tenant }: { tenant: TenantDetailView }) {
  const t = useTranslations("admin.tenant");
  const [tier, setTier] = useState<Tier>(tenant.tier);
  const [code, setCode] = useState("");
  const changing = useTierChange(tenant.id);
  const needsCode = changing.error instanceof ApiError && /^step_up|wrong_proof/.test(changing.error.code);
  const known = { step_up_required: t("confirmFirst"), wrong_proof: t("wrongProof") };
  return (
    <Card title={t("tier")}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          changing.send({ tier, code: needsCode ? code : "" });
        }}
      >
        <Field label={t("tier")} hint={t("tierNote")}>
          <Select
            value={tier}
            options={TIERS.map((value) => ({ value, label: t(`tiers.${value}`) }))}
            onChoose={setTier}
          />
        </Field>
        {needsCode ? (
          <Field label={t("code")} hint={t("codeNote")}>
            <TextInput
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
        ) : null}
        <Refusal error={changing.error} known={known} />
        <Button type="submit" className="self-start" disabled={tier === tenant.tier || changing.isPending}>
          {t("change")}
        </Button>
      </form>
    </Card>
  );
}

function useTierChange(tenantId: string) {
  const t = useTranslations("admin.tenant");
  const client = useQueryClient();
  return useChange({
    run: async ({ tier, code }: Order) => {
      if (code) await ask("POST /api/v1/me/step-up", { body: { code } });
      return ask("PUT /api/v1/operations/tenants/{tenantId}/tier", { params: { tenantId }, body: { tier } });
    },
    onDone: () => {
      notify({ title: t("tierChanged") });
      void client.invalidateQueries({ queryKey: tenantQuery(tenantId).queryKey });
    },
  });
}
