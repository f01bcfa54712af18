import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RolloutChoice, TenantRolloutView } from "../../contracts/rollouts.ts";
import { type FlagName, flagsQuery } from "../api/calendar-operations.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Badge } from "../ui/badge.tsx";
import { Field } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { afterProof, ProofForm } from "./proof-form.tsx";

const CHOICES = ["auto", "in", "out"] as const;
const PATH = "/api/v1/operations/tenants/{tenantId}/rollouts/{rollout}";
type Order = { choice: RolloutChoice; code: string };
type OfTenant = { tenantId: string; rollout: FlagName };

const rolloutQuery = ({ tenantId, rollout }: OfTenant) =>
  queryOptions({
    queryKey: ["operations", "rollout", tenantId, rollout],
    queryFn: () => ask(`GET ${PATH}`, { params: { tenantId, rollout } }),
  });

/** What the business has of what is given little by little. Changing it asks for a fresh proof of who one is. */
export function RolloutCard({ tenantId }: { tenantId: string }) {
  const admin = useTranslations("admin");
  const flags = useQuery(flagsQuery);
  return (
    <Card title={admin("pages.flags")}>
      <Loaded query={flags} rows={2}>
        {({ items }) => (
          <div className="flex flex-col gap-6">
            {items.map(({ name }) => (
              <Rollout key={name} tenantId={tenantId} rollout={name} />
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Rollout(of: OfTenant) {
  const rollout = useQuery(rolloutQuery(of));
  return (
    <Loaded query={rollout} rows={2}>
      {(view) => <RolloutForm key={view.choice} of={of} rollout={view} />}
    </Loaded>
  );
}

function RolloutForm({ of, rollout }: { of: OfTenant; rollout: TenantRolloutView }) {
  const t = useTranslations("admin.tenant");
  const flags = useTranslations("admin.flags");
  const [choice, setChoice] = useState(rollout.choice);
  const changing = useRolloutChange(of);
  return (
    <ProofForm
      changing={changing}
      ready={choice !== rollout.choice}
      onSubmit={(code) => changing.send({ choice, code })}
    >
      <Field label={flags(`names.${of.rollout}`)} hint={flags(`about.${of.rollout}`)}>
        <Select
          value={choice}
          options={CHOICES.map((value) => ({ value, label: t(`rolloutChoices.${value}`) }))}
          onChoose={setChoice}
        />
      </Field>
      <p>
        <Badge tone={rollout.isIn ? "good" : "neutral"}>{t("rolloutNow", { isIn: String(rollout.isIn) })}</Badge>
      </p>
    </ProofForm>
  );
}

function useRolloutChange(of: OfTenant) {
  const t = useTranslations("admin.tenant");
  const client = useQueryClient();
  return useChange({
    run: ({ choice, code }: Order) => afterProof(code, () => ask(`PUT ${PATH}`, { params: of, body: { choice } })),
    onDone: () => {
      notify({ title: t("rolloutChanged") });
      void client.invalidateQueries({ queryKey: ["operations"] });
    },
  });
}
