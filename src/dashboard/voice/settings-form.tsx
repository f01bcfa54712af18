import { useState } from "react";
import { useTranslations } from "use-intl";
import type { VoiceSettingsView } from "../../contracts/voice-desk.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { NumberField } from "../catalogue/number-field.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { RoutingFields } from "./routing-fields.tsx";

type Body = Input<"PUT /api/v1/voice/agents/{branchId}/settings">["body"];
type Change = (changes: Partial<Body>) => void;
const TONES = ["friendly", "formal", "brief"] as const;
const LANGUAGES = ["de", "en", "de,en", "en,de"] as const;
const TEXTS = ["greeting", "aiDisclosure", "recordingDisclosure"] as const;
const SPOKEN = ["de", "en"] as const;

export function SettingsForm({ settings }: { settings: VoiceSettingsView }) {
  const t = useTranslations("voice");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const { branchId, updatedAt: _, ...stored } = settings;
  const [body, setBody] = useState(stored as Body); // as JSON: what is not there is no undefined
  const change: Change = (changes) => setBody({ ...body, ...changes });
  const saving = useEdit({
    run: (sent: Body) => ask("PUT /api/v1/voice/agents/{branchId}/settings", { params: { branchId }, body: sent }),
    stale: [["voice", "settings"]],
  });
  return (
    <FormCard
      title={t("speech")}
      why={t("speechWhy")}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("voice:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(body)}
    >
      <RoutingFields body={body} change={change} />
      {TEXTS.map((name) => (
        <TextFields key={name} name={name} body={body} change={change} />
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("tone")}>
          <Select
            value={body.tone}
            options={TONES.map((value) => ({ value, label: t(`tones.${value}`) }))}
            onChoose={(tone) => change({ tone })}
          />
        </Field>
        <Field label={t("languages")} hint={t("languagesHint")}>
          <Select
            value={LANGUAGES.find((each) => each === body.languages.join(",")) ?? "de,en"}
            options={LANGUAGES.map((value) => ({
              value,
              label: value
                .split(",")
                .map((each) => t(`spoken.${each as "de"}`))
                .join(", "),
            }))}
            onChoose={(chosen) => change({ languages: chosen.split(",") as Body["languages"] })}
          />
        </Field>
        <NumberField
          label={t("maxCall")}
          min={1}
          value={Math.round(body.maxCallSeconds / 60)}
          onChange={(minutes) => change({ maxCallSeconds: Math.round(minutes) * 60 })}
        />
        <NumberField
          label={t("silence")}
          min={10}
          value={body.silenceEndSeconds}
          onChange={(seconds) => change({ silenceEndSeconds: Math.round(seconds) })}
        />
      </div>
      <EmergencyWords words={body.emergencyWords} onChange={(emergencyWords) => change({ emergencyWords })} />
    </FormCard>
  );
}

function TextFields({ name, body, change }: { name: (typeof TEXTS)[number]; body: Body; change: Change }) {
  const t = useTranslations("voice");
  const { name: business } = useSignedIn().me.tenant;
  const write = (language: "de" | "en", text: string) => {
    const { [language]: _, ...others } = body[name];
    change({ [name]: text.trim() === "" ? others : { ...others, [language]: text } });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {SPOKEN.map((language) => (
        <Field
          key={language}
          label={t(`${name}In`, { language: t(`spoken.${language}`) })}
          hint={t(`${name}Hint`, { usual: t(`usual.${name}.${language}`, { business }) })}
        >
          <TextArea
            rows={2}
            maxLength={500}
            value={body[name][language] ?? ""}
            onChange={(event) => write(language, event.target.value)}
          />
        </Field>
      ))}
    </div>
  );
}

function EmergencyWords({ words, onChange }: { words: string[]; onChange: (words: string[]) => void }) {
  const t = useTranslations("voice");
  const [text, setText] = useState(words.join(", "));
  const type = (next: string) => {
    setText(next);
    onChange(
      next
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean),
    );
  };
  return (
    <Field label={t("emergency")} hint={t("emergencyHint")}>
      <TextInput maxLength={1_000} value={text} onChange={(event) => type(event.target.value)} />
    </Field>
  );
}
