import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { ContactFields } from "../customers/contact-fields.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

type Body = Input<"POST /api/v1/leads">["body"];
type Draft = {
  name: string;
  phone: string;
  email: string;
  request: string;
  hasConsent: boolean;
  source: "manual" | "email";
};
const EMPTY: Draft = { name: "", phone: "", email: "", request: "", hasConsent: false, source: "manual" };

/** Somebody who asked otherwise than by the form: typed in, or read out of an e-mail. */
export function NewLeadDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("leads");
  const { branch } = useSignedIn();
  const [draft, setDraft] = useState(EMPTY);
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const saving = useEdit({
    run: (body: Body) => ask("POST /api/v1/leads", { body }),
    stale: [["leads"]],
    said: ({ outcome, lead }) => t(outcome === "created" ? "created" : "merged", { name: lead.name }),
    onDone: onClose,
  });
  const { name, phone, email, request, ...rest } = draft;
  const body = { branchId: branch.id, name, ...rest, ...filled({ phone, email, request }) } as Body;
  return (
    <FormDialog
      wide
      title={t("new")}
      act={t("create")}
      pending={saving.isPending}
      ready={name.trim() !== "" && (phone.trim() !== "" || email.trim() !== "")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(body)}
      onClose={onClose}
    >
      <Pasted onRead={(read) => change({ ...read, source: "email" })} />
      <Fields draft={draft} change={change} />
    </FormDialog>
  );
}

function Fields({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const t = useTranslations("leads");
  const labels = { name: t("name"), phone: t("phone"), phoneHint: t("phoneHint"), email: t("email") };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ContactFields contact={draft} labels={labels} change={(changes) => change(asTexts(changes))} />
      <Field label={t("request")} className="sm:col-span-2">
        <TextArea
          maxLength={2_000}
          value={draft.request}
          onChange={(event) => change({ request: event.target.value })}
        />
      </Field>
      <div className="sm:col-span-2">
        <Switch
          label={t("hasConsent")}
          checked={draft.hasConsent}
          onToggle={(hasConsent: boolean) => change({ hasConsent })}
        />
      </div>
    </div>
  );
}

type Read = Pick<Draft, "name" | "phone" | "email" | "request">;

function Pasted({ onRead }: { onRead: (read: Read) => void }) {
  const t = useTranslations("leads");
  const { branch } = useSignedIn();
  const [text, setText] = useState("");
  const reading = useChange({
    run: (pasted: string) => ask("POST /api/v1/leads/read-email", { body: { branchId: branch.id, text: pasted } }),
    onDone: ({ name, phone, email, request }) =>
      onRead({ name, phone: phone ?? "", email: email ?? "", request: request ?? "" }),
  });
  return (
    <details className="rounded-md border border-line bg-sunken px-3 py-2">
      <summary className="min-h-8 cursor-pointer py-1 text-sm font-medium">{t("paste.open")}</summary>
      <div className="mt-2 flex flex-col gap-3 pb-1">
        <Field label={t("paste.text")} hint={t("paste.hint")}>
          <TextArea rows={5} maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <Refusal error={reading.error} />
        <Button
          className="self-start"
          disabled={text.trim() === "" || reading.isPending}
          onClick={() => reading.send(text)}
        >
          {t("paste.read")}
        </Button>
      </div>
    </details>
  );
}

function filled(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
}

/** An empty field is no text here: what is not filled in is left out. */
function asTexts(changes: { name?: string; phone?: string | null; email?: string | null }): Partial<Draft> {
  return Object.fromEntries(Object.entries(changes).map(([field, text]) => [field, text ?? ""]));
}
