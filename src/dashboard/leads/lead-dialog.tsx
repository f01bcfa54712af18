import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { ask, type Input } from "../api/client.ts";
import { EditRefusal } from "../catalogue/edit-refusal.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { ContactFields } from "../customers/contact-fields.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Switch } from "../ui/switch.tsx";

type Patch = Input<"PATCH /api/v1/leads/{leadId}">["body"];
type LeadDialogProps = { lead: LeadView; etag: string | undefined; onClose: () => void };

export function LeadDialog({ lead, etag, onClose }: LeadDialogProps) {
  const t = useTranslations("leads");
  const common = useTranslations("common");
  const [patch, setPatch] = useState<Patch>({});
  const saving = useEdit({
    run: (body: Patch) =>
      ask("PATCH /api/v1/leads/{leadId}", {
        params: { leadId: lead.id },
        headers: etag ? { "if-match": etag } : {},
        body,
      }),
    stale: [["leads"]],
    onDone: onClose,
  });
  const labels = { name: t("name"), phone: t("phone"), phoneHint: t("phoneHint"), email: t("email") };
  const shown = { ...lead, ...patch } as LeadView;
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  return (
    <FormDialog
      wide
      title={t("edit", { name: lead.name })}
      act={common("save")}
      pending={saving.isPending}
      ready={Object.keys(patch).length > 0}
      refusal={
        <EditRefusal
          error={saving.error}
          stale={["leads"]}
          known={{ phone_taken: t("phoneTaken") }}
          onReload={() => setPatch({})}
        />
      }
      onSubmit={() => saving.send(patch)}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <ContactFields contact={shown} labels={labels} change={change} />
        <Field label={t("todo")} className="sm:col-span-2">
          <TextInput
            maxLength={300}
            value={shown.todo ?? ""}
            onChange={(event) => change({ todo: event.target.value || null })}
          />
        </Field>
        <Field label={t("request")} className="sm:col-span-2">
          <TextArea
            maxLength={2_000}
            value={shown.request ?? ""}
            onChange={(event) => change({ request: event.target.value || null })}
          />
        </Field>
        <div className="sm:col-span-2">
          <Switch
            label={t("hasConsent")}
            checked={shown.hasConsent}
            onToggle={(hasConsent) => change({ hasConsent })}
          />
        </div>
      </div>
    </FormDialog>
  );
}
