import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { WhatsappTemplateView } from "../../contracts/whatsapp.ts";
import { ask } from "../api/client.ts";
import { whatsappTemplatesQuery } from "../api/messages.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { INBOX } from "./use-conversation-acts.ts";

type Props = { conversationId: string; onDone: () => void };
const keyOf = ({ name, language }: WhatsappTemplateView) => `${name} ${language}`;

/** By WhatsApp, later than 24 hours after their last message: an approved template with words of one's own. */
export function TemplateForm(props: Props) {
  const t = useTranslations("inbox");
  return (
    <Loaded query={useQuery(whatsappTemplatesQuery)} rows={2}>
      {(all) => {
        const usable = all.filter(({ status, isUsable }) => status === "APPROVED" && isUsable);
        const [first] = usable;
        return first ? (
          <TemplateFields {...props} templates={usable} first={first} />
        ) : (
          <p className="text-sm">{t("noTemplates")}</p>
        );
      }}
    </Loaded>
  );
}

type FormProps = Props & { templates: WhatsappTemplateView[]; first: WhatsappTemplateView };

function TemplateFields({ conversationId, onDone, templates, first }: FormProps) {
  const t = useTranslations("inbox");
  const [chosen, setChosen] = useState(keyOf(first));
  const [words, setWords] = useState<string[]>([]);
  const { name, language, text, places } = templates.find((each) => keyOf(each) === chosen) ?? first;
  const parameters = Array.from({ length: places }, (_, at) => words[at] ?? "");
  const sending = useEdit({
    run: () => {
      const body = { channel: "whatsapp" as const, template: { name, language, parameters } };
      return ask("POST /api/v1/conversations/{conversationId}/messages", { params: { conversationId }, body });
    },
    stale: [...INBOX, ["messages", "log"]],
    said: null,
    onDone,
  });
  const isReady = parameters.every((each) => each.trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) sending.send(undefined);
  };
  return (
    <Form onSubmit={submit} className="grid gap-3">
      <Select
        label={t("template")}
        value={chosen}
        options={templates.map((each) => ({ value: keyOf(each), label: `${each.name} (${each.language})` }))}
        onChoose={(next) => {
          setChosen(next);
          setWords([]);
        }}
      />
      <p className="rounded-md bg-sunken p-3 text-sm wrap-anywhere">{text}</p>
      {parameters.map((word, at) => (
        <Field key={`${chosen} ${at + 1}`} label={t("place", { place: `{{${at + 1}}}` })}>
          <TextInput
            maxLength={300}
            value={word}
            onChange={(event) => setWords(parameters.with(at, event.target.value))}
          />
        </Field>
      ))}
      <Refusal error={sending.error} />
      <div>
        <Button type="submit" variant="primary" disabled={!isReady || sending.isPending}>
          <Send aria-hidden className="size-4" /> {t("sendTemplate")}
        </Button>
      </div>
    </Form>
  );
}
