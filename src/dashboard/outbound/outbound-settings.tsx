import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OutboundSettings } from "../../contracts/outbound-requests.ts";
import { ask } from "../api/client.ts";
import { outboundSettingsQuery } from "../api/outbound.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { NumberField } from "../catalogue/number-field.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Switch } from "../ui/switch.tsx";
import { minuteOf, timeOf } from "../voice/transfer-hours.ts";

type Change = (changes: Partial<OutboundSettings>) => void;
const NUMBERS = ["maxAttempts", "busyMinutes", "noAnswerMinutes", "failedMinutes", "maxAtOnce"] as const;
const LANGUAGES = ["de", "en"] as const;
/** Braces mean something in texts, so they are put in. */
const VARIABLES = { variables: "{business}, {branch}, {phone}, {link}" };

export function OutboundSettingsCard() {
  return (
    <Loaded query={useQuery(outboundSettingsQuery)} rows={4}>
      {(settings) => <SettingsForm settings={settings} />}
    </Loaded>
  );
}

/** How people are called and called again, and what a missed caller is written. */
function SettingsForm({ settings }: { settings: OutboundSettings }) {
  const t = useTranslations("outbound");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const [body, setBody] = useState(settings);
  const change: Change = (changes) => setBody({ ...body, ...changes });
  const saving = useEdit({
    run: (sent: OutboundSettings) => ask("PUT /api/v1/outbound-settings", { body: sent }),
    stale: [["outbound", "settings"]],
  });
  return (
    <FormCard
      title={t("settings")}
      why={t("settingsWhy")}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("voice:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(body)}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {NUMBERS.map((name) => (
          <NumberField
            key={name}
            label={t(`fields.${name}`)}
            min={1}
            value={body[name]}
            onChange={(value) => change({ [name]: Math.round(value) })}
          />
        ))}
        <Hours body={body} change={change} />
      </div>
      <Segmented
        label={t("voicemail")}
        value={body.voicemail}
        options={(["hang_up", "leave_message"] as const).map((value) => ({ value, label: t(`machines.${value}`) }))}
        onChoose={(voicemail) => change({ voicemail })}
      />
      {body.voicemail === "leave_message" ? <Words name="voicemailWords" body={body} change={change} /> : null}
      <Switch label={t("textBack")} checked={body.textBack} onToggle={(textBack) => change({ textBack })} />
      {body.textBack ? <Words name="textBackWords" body={body} change={change} /> : null}
    </FormCard>
  );
}

type PartProps = { body: OutboundSettings; change: Change };

function Hours({ body, change }: PartProps) {
  const t = useTranslations("outbound");
  return (
    <div className="grid grid-cols-2 gap-4">
      {(["fromMinute", "toMinute"] as const).map((name) => (
        <Field key={name} label={t(`fields.${name}`)}>
          <TextInput
            required
            type="time"
            value={timeOf(body[name])}
            onChange={(event) => change({ [name]: minuteOf(event.target.value) })}
          />
        </Field>
      ))}
    </div>
  );
}

function Words({ name, body, change }: PartProps & { name: "voicemailWords" | "textBackWords" }) {
  const t = useTranslations("outbound");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {LANGUAGES.map((language) => (
        <Field
          key={language}
          label={t(`${name}.${language}`)}
          hint={name === "textBackWords" ? t("wordsHint", VARIABLES) : undefined}
        >
          <TextArea
            required
            rows={3}
            maxLength={300}
            value={body[name][language]}
            onChange={(event) => change({ [name]: { ...body[name], [language]: event.target.value } })}
          />
        </Field>
      ))}
    </div>
  );
}
