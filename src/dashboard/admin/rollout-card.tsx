import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RolloutChoice, TenantRolloutView } from "../../contracts/rollouts.ts";
import { ApiError } from "../api/api-error.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { notify } from "../ui/toast.ts";

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
  const [code, setCode] = useState("");
  const changing = useRolloutChange(tenantId);
  const needsCode = changing.error instanceof ApiError && /^step_up|wrong_proof/.test(changing.error.code);
  const known = { step_up_required: t("confirmFirst"), wrong_proof: t("wrongProof") };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        changing.send({ choice, code: needsCode ? code : "" });
      }}
    >
      <p className="text-sm">{t("rolloutNow", { isIn: String(rollout.isIn) })}</p>
      <Field label={t("rollout")} hint={t("rolloutNote")}>
        <Select
          value={choice}
          options={CHOICES.map((value) => ({ value, label: t(`rolloutChoices.${value}`) }))}
          onChoose={setChoice}
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
      <Button type="submit" className="self-start" disabled={choice === rollout.choice || changing.isPending}>
        {t("change")}
      </Button>
    </form>
  );
}

function useRolloutChange(tenantId: string) {
  const t = useTranslations("admin.tenant");
  const client = useQueryClient();
  return useChange({
    run: async ({ choice, code }: Order) => {
      if (code) await ask("POST /api/v1/me/step-up", { body: { code } });
      return ask(`PUT ${PATH}`, { params: { tenantId, rollout: "calcom_v1" }, body: { choice } });
    },
    onDone: () => {
      notify({ title: t("rolloutChanged") });
      void client.invalidateQueries({ queryKey: rolloutQuery(tenantId).queryKey });
    },
  });
}
