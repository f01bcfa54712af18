import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TemplateUseView, WhatsappTemplateView } from "../../contracts/whatsapp.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { useMessageWords } from "./use-message-words.ts";

const VARIABLES = [
  "name",
  "business",
  "branch",
  "address",
  "phone",
  "service",
  "staff",
  "date",
  "time",
  "link",
] as const;
type Variable = (typeof VARIABLES)[number];
const NONE = "none";
const STALE = [["messages", "template-uses"]];

type Props = Pick<TemplateUseView, "kind" | "language"> & {
  templates: WhatsappTemplateView[];
  use: TemplateUseView | null;
};

const keyOf = (name: string, language: string) => `${name} ${language}`;

/** One kind of message: by which template, and what stands in its places. */
export function TemplateUse({ kind, language, templates, use }: Props) {
  const t = useTranslations("whatsapp");
  const common = useTranslations("common");
  const words = useMessageWords();
  const mayWrite = useSignedIn().me.permissions.includes("messages:write");
  const [chosen, setChosen] = useState(use ? keyOf(use.name, use.templateLanguage) : NONE);
  const [variables, setVariables] = useState<Variable[]>(use?.variables ?? []);
  const template = templates.find((each) => keyOf(each.name, each.language) === chosen);
  const places = Array.from({ length: template?.places ?? 0 }, (_, at) => variables[at] ?? VARIABLES[0]);
  const saving = useEdit({
    run: () => {
      if (!template) return ask("POST /api/v1/whatsapp-template-uses/drop", { body: { kind, language } });
      const { name, language: templateLanguage } = template;
      return ask("PUT /api/v1/whatsapp-template-uses", {
        body: { kind, language, name, templateLanguage, variables: places },
      });
    },
    stale: STALE,
  });
  const isGone = chosen !== NONE && !template;
  const options = templates.map(({ name, language: own }) => ({ value: keyOf(name, own), label: `${name} (${own})` }));
  return (
    <Card title={words.kind(kind)}>
      <div className="grid gap-3">
        <Select
          label={t("template", { kind: words.kind(kind) })}
          value={isGone ? NONE : chosen}
          options={[{ value: NONE, label: t("noTemplate") }, ...options]}
          disabled={!mayWrite}
          onChoose={setChosen}
        />
        {isGone ? <p className="text-sm font-medium text-bad">{t("gone", { name: use?.name ?? "" })}</p> : null}
        {template ? <p className="rounded-md bg-sunken p-3 text-sm wrap-anywhere">{template.text}</p> : null}
        {places.map((variable, at) => (
          <div key={`place ${at + 1}`} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-2 text-sm">
            <code className="font-mono">{`{{${at + 1}}}`}</code>
            <Select
              label={t("place", { number: at + 1, kind: words.kind(kind) })}
              value={variable}
              options={VARIABLES.map((value) => ({ value, label: t(`variables.${value}`) }))}
              disabled={!mayWrite}
              onChoose={(next) => setVariables(places.with(at, next))}
            />
          </div>
        ))}
        <Refusal error={saving.error} />
        {mayWrite ? (
          <Button className="justify-self-start" disabled={saving.isPending} onClick={() => saving.send(undefined)}>
            {common("save")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
