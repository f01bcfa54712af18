import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OnCallSettings } from "../../contracts/on-call.ts";
import { ask } from "../api/client.ts";
import { onCallSettingsQuery } from "../api/on-call.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { NumberField } from "../catalogue/number-field.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

export function OnCallSettingsCard() {
  return (
    <Loaded query={useQuery(onCallSettingsQuery)} rows={2}>
      {(settings) => <SettingsForm settings={settings} />}
    </Loaded>
  );
}

/** Whether an emergency rings anybody, how long each has, and how often the list is gone through. */
function SettingsForm({ settings }: { settings: OnCallSettings }) {
  const t = useTranslations("onCall");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const [draft, setDraft] = useState(settings);
  const saving = useEdit({
    run: (body: OnCallSettings) => ask("PUT /api/v1/on-call/settings", { body }),
    stale: [["on-call", "settings"]],
  });
  return (
    <FormCard
      title={t("how")}
      why={t("howWhy")}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("voice:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(draft)}
    >
      <Switch label={t("isOn")} checked={draft.isOn} onToggle={(isOn) => setDraft({ ...draft, isOn })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t("wait")}
          min={1}
          value={draft.waitMinutes}
          onChange={(minutes) => setDraft({ ...draft, waitMinutes: Math.round(minutes) })}
        />
        <NumberField
          label={t("rounds")}
          min={1}
          value={draft.rounds}
          onChange={(rounds) => setDraft({ ...draft, rounds: Math.round(rounds) })}
        />
      </div>
    </FormCard>
  );
}
