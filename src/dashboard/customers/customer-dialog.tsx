import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { ask, type Input } from "../api/client.ts";
import { EditRefusal } from "../catalogue/edit-refusal.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Select } from "../ui/select.tsx";
import { ContactFields } from "./contact-fields.tsx";

type Patch = Input<"PATCH /api/v1/customers/{customerId}">["body"];
type CustomerDialogProps = { customer: CustomerView; etag: string | undefined; onClose: () => void };

const USUAL = "usual" as const;
const CHANNELS = ["sms", "whatsapp", "email"] as const;
const STALE = [["customers"], ["appointments"]];

export function CustomerDialog({ customer, etag, onClose }: CustomerDialogProps) {
  const t = useTranslations("customers");
  const common = useTranslations("common");
  const [patch, setPatch] = useState<Patch>({});
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  const saving = useEdit({
    run: (body: Patch) =>
      ask("PATCH /api/v1/customers/{customerId}", {
        params: { customerId: customer.id },
        headers: etag ? { "if-match": etag } : {},
        body,
      }),
    stale: STALE,
    onDone: onClose,
  });
  return (
    <FormDialog
      wide
      title={t("editTitle", { name: customer.name })}
      act={common("save")}
      pending={saving.isPending}
      ready={Object.keys(patch).length > 0}
      refusal={
        <EditRefusal
          error={saving.error}
          stale={["customers"]}
          known={{ phone_taken: t("phoneTaken") }}
          onReload={() => setPatch({})}
        />
      }
      onSubmit={() => saving.send(patch)}
      onClose={onClose}
    >
      <CustomerFields customer={{ ...customer, ...patch } as CustomerView} change={change} />
    </FormDialog>
  );
}

function CustomerFields({ customer, change }: { customer: CustomerView; change: (changes: Patch) => void }) {
  const t = useTranslations("customers");
  const labels = { name: t("name"), phone: t("phone"), phoneHint: t("phoneHint"), email: t("email") };
  const [tags, setTags] = useState(customer.tags.join(", "));
  const typeTags = (text: string) => {
    setTags(text);
    change({
      tags: text
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ContactFields contact={customer} labels={labels} change={change} />
      <Field label={t("language")}>
        <Select
          value={customer.language}
          options={[
            { value: "de", label: t("languages.de") },
            { value: "en", label: t("languages.en") },
          ]}
          onChoose={(language) => change({ language })}
        />
      </Field>
      <Field label={t("preferredChannel")} hint={t("preferredChannelHint")}>
        <Select
          value={customer.preferredChannel ?? USUAL}
          options={[USUAL, ...CHANNELS].map((value) => ({ value, label: t(`channelWishes.${value}`) }))}
          onChoose={(value) => change({ preferredChannel: value === USUAL ? null : value })}
        />
      </Field>
      <Field label={t("tags")} hint={t("tagsHint")} className="sm:col-span-2">
        <TextInput value={tags} onChange={(event) => typeTags(event.target.value)} />
      </Field>
      <Field label={t("notes")} hint={t("notesHint")} className="sm:col-span-2">
        <TextArea
          rows={4}
          maxLength={2_000}
          value={customer.notes ?? ""}
          onChange={(event) => change({ notes: event.target.value || null })}
        />
      </Field>
    </div>
  );
}
