import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LeadSettings } from "../../contracts/sequences.ts";
import { ask } from "../api/client.ts";
import { leadSettingsQuery } from "../api/leads.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";

const WAYS = ["sms", "call", "none"] as const;

export function LeadSettingsCard() {
  const t = useTranslations("leads");
  return (
    <Card title={t("settings.title")}>
      <Loaded query={useQuery(leadSettingsQuery)}>{(settings) => <SettingsForm settings={settings} />}</Loaded>
    </Card>
  );
}

/** How somebody who has just asked is answered by itself. */
function SettingsForm({ settings }: { settings: LeadSettings }) {
  const t = useTranslations("leads");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const [draft, setDraft] = useState(settings);
  const saving = useEdit({
    run: (body: LeadSettings) => ask("PUT /api/v1/lead-settings", { body }),
    stale: [["leads", "settings"]],
  });
  const word = (language: "de" | "en", text: string) =>
    setDraft({ ...draft, words: { ...draft.words, [language]: text } });
  return (
    <div className="flex max-w-160 flex-col gap-4">
      <p className="text-sm text-ink-soft">{t("settings.advice")}</p>
      <Segmented
        label={t("settings.way")}
        value={draft.firstContact}
        options={WAYS.map((value) => ({ value, label: t(`settings.ways.${value}`) }))}
        onChoose={(firstContact) => setDraft({ ...draft, firstContact })}
      />
      {draft.firstContact === "none"
        ? null
        : (["de", "en"] as const).map((language) => (
            <Field key={language} label={t(`settings.words.${language}`)} hint={t("settings.wordsHint", VARIABLES)}>
              <TextArea
                maxLength={300}
                value={draft.words[language]}
                onChange={(event) => word(language, event.target.value)}
              />
            </Field>
          ))}
      <Refusal error={saving.error} />
      {permissions.includes("sequences:write") ? (
        <Button variant="primary" className="self-start" disabled={saving.isPending} onClick={() => saving.send(draft)}>
          {common("save")}
        </Button>
      ) : null}
    </div>
  );
}

/** Braces mean something in texts, so they are put in. */
export const VARIABLES = { variables: "{name}, {business}, {branch}, {phone}, {link}" };
