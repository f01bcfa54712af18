import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CallSettingsView } from "../../contracts/call-care.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { NumberField } from "../catalogue/number-field.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

/** What is kept of calls, and for how long: of the whole business, not of this branch alone. */
export function CallSettingsForm({ settings }: { settings: CallSettingsView }) {
  const t = useTranslations("callSettings");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const { updatedAt: _, ...stored } = settings;
  const [body, setBody] = useState(stored);
  const saving = useEdit({
    run: (sent: typeof body) => ask("PUT /api/v1/call-settings", { body: sent }),
    stale: [["call-settings"]],
  });
  return (
    <FormCard
      title={t("title")}
      why={t("why")}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("voice:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(body)}
    >
      <Switch
        label={t("keep")}
        hint={t("keepHint")}
        checked={body.keepsRecordings}
        onToggle={(keepsRecordings) => setBody({ ...body, keepsRecordings })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t("recordingDays")}
          min={1}
          value={body.recordingDays}
          onChange={(days) => setBody({ ...body, recordingDays: Math.round(days) })}
        />
        <NumberField
          label={t("wordDays")}
          min={7}
          value={body.wordDays}
          onChange={(days) => setBody({ ...body, wordDays: Math.round(days) })}
        />
      </div>
    </FormCard>
  );
}
