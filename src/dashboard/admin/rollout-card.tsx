import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RolloutChoice, TenantRolloutView } from "../../contracts/rollouts.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Field } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { notify } from "../ui/toast.ts";
import { afterProof, ProofForm } from "./proof-form.tsx";

const CHOICES = ["auto", "in", "out"] as const;
const PATH = "/api/v1/operations/tenants/{tenantId}/rollouts/{rollout}";
type Order = { choice: RolloutChoice; code: string };

const rolloutQuery = (tenantId: string) =>
  queryOptions({
    queryKey: ["console", "rollout", tenantId],
    queryFn: () => ask(`GET ${PATH}`, { params: { tenantId, rollout: "calcom_v1" } }),
  });

/** Whether Cal.com's first API is served for the business. Changing it asks for a fresh proof of who one is. */
export function RolloutCard({ tenantId }: { tenantId: string }) {
  const t = useTranslations("admin.tenant");
  const rollout = useQuery(rolloutQuery(tenantId));
  return (
    <Card title={t("rollout")}>
      {rollout.error ? <FailureNotice error={rollout.error} onRetry={() => void rollout.refetch()} /> : null}
      {rollout.isPending ? <Skeleton className="h-24" /> : null}
      {rollout.data ? <RolloutForm key={rollout.data.choice} tenantId={tenantId} rollout={rollout.data} /> : null}
    </Card>
  );
}

function RolloutForm({ tenantId, rollout }: { tenantId: string; rollout: TenantRolloutView }) {
  const t = useTranslations("admin.tenant");
  const [choice, setChoice] = useState(rollout.choice);
  const changing = useRolloutChange(tenantId);
  return (
    <ProofForm
      changing={changing}
      ready={choice !== rollout.choice}
      onSubmit={(code) => changing.send({ choice, code })}
    >
      <p className="text-sm">{t("rolloutNow", { isIn: String(rollout.isIn) })}</p>
      <Field label={t("rollout")} hint={t("rolloutNote")}>
        <Select
          value={choice}
          options={CHOICES.map((value) => ({ value, label: t(`rolloutChoices.${value}`) }))}
          onChoose={setChoice}
        />
      </Field>
    </ProofForm>
  );
}

function useRolloutChange(tenantId: string) {
  const t = useTranslations("admin.tenant");
  const client = useQueryClient();
  return useChange({
    run: ({ choice, code }: Order) =>
      afterProof(code, () => ask(`PUT ${PATH}`, { params: { tenantId, rollout: "calcom_v1" }, body: { choice } })),
    onDone: () => {
      notify({ title: t("rolloutChanged") });
      void client.invalidateQueries({ queryKey: rolloutQuery(tenantId).queryKey });
    },
  });
}
