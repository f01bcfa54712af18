import { useTranslations } from "use-intl";
import type { Input } from "../api/client.ts";
import { NumberField } from "../catalogue/number-field.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

type Body = Input<"PUT /api/v1/voice/agents/{branchId}/settings">["body"];
const ROUTING_MODES = ["ai_always", "ai_after_hours", "staff_first"] as const;

/** Who takes a call while the branch is open. */
export function RoutingFields({ body, change }: { body: Body; change: (changes: Partial<Body>) => void }) {
  const t = useTranslations("voice");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("routing")} hint={t("routingHint")}>
        <Select
          value={body.routingMode ?? "ai_always"}
          options={ROUTING_MODES.map((value) => ({
            value,
            label: t(`routes.${value}`),
            note: t(`routeNotes.${value}`),
          }))}
          onChoose={(routingMode) => change({ routingMode })}
        />
      </Field>
      <NumberField
        label={t("ringSeconds")}
        min={10}
        max={60}
        value={body.ringSeconds ?? 20}
        onChange={(seconds) => change({ ringSeconds: Math.round(seconds) })}
      />
    </div>
  );
}
