import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { Switch } from "../ui/switch.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { NumberField } from "./number-field.tsx";
import { CapsCard } from "./service/caps-card.tsx";
import { NeedsCard } from "./service/needs-card.tsx";
import type { PartProps, ServicePatch as Patch } from "./service/part.ts";
import { PolicyCard } from "./service/policy-card.tsx";
import { QuestionsCard } from "./service/questions-card.tsx";
import { TermsCard } from "./service/terms-card.tsx";
import { useEdit } from "./use-edit.ts";

export function ServiceForm({ service, etag }: { service: ServiceView; etag: string | undefined }) {
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("catalogue:write");
  // Only what was touched is sent, so that what somebody else changes meanwhile stays.
  const [patch, setPatch] = useState<Patch>({});
  const shown = { ...service, ...patch };
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  const saving = useEdit({
    run: (body: Patch) =>
      ask("PATCH /api/v1/services/{serviceId}", {
        params: { serviceId: service.id },
        headers: etag ? { "if-match": etag } : {},
        body: body as Record<string, never>, // the fields of a view are those of a patch
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.send(patch);
  };
  return (
    <Form onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="flex flex-col gap-5">
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Basics service={shown} change={change} />
          <Rules service={shown} change={change} />
          <PageTexts of={["service"]}>
            <PolicyCard service={shown} change={change} />
            <CapsCard service={shown} change={change} />
            <TermsCard service={shown} change={change} />
            <NeedsCard service={shown} change={change} />
            <QuestionsCard service={shown} change={change} />
          </PageTexts>
        </div>
        <EditRefusal error={saving.error} onReload={() => setPatch({})} />
        {mayWrite ? (
          <div className="flex justify-end">
            <Button variant="primary" type="submit" disabled={saving.isPending || Object.keys(patch).length === 0}>
              {common("save")}
            </Button>
          </div>
        ) : null}
      </fieldset>
    </Form>
  );
}

function Basics({ service, change }: PartProps) {
  const t = useTranslations("catalogue.services");
  return (
    <Card title={t("basics")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("name")} className="sm:col-span-2">
          <TextInput
            required
            maxLength={120}
            value={service.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("description")} hint={t("descriptionHint")} className="sm:col-span-2">
          <TextArea
            maxLength={500}
            value={service.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <NumberField
          label={t("durationMinutes")}
          min={5}
          value={service.durationMinutes}
          onChange={(durationMinutes) => change({ durationMinutes })}
        />
        <NumberField
          label={t("priceIn", { currency: service.currency })}
          min={0}
          step="0.01"
          value={service.priceMinor / 100}
          onChange={(price) => change({ priceMinor: Math.round(price * 100) })}
        />
        <StaffChoice service={service} change={change} />
      </div>
    </Card>
  );
}

function StaffChoice({ service, change }: PartProps) {
  const t = useTranslations("catalogue.services");
  const { branch } = useSignedIn();
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const toggle = (id: ServiceView["staffIds"][number]) =>
    change({
      staffIds: service.staffIds.includes(id)
        ? service.staffIds.filter((other) => other !== id)
        : [...service.staffIds, id],
    });
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t("staff")}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {staff.map(({ id, name }) => (
          <label key={id} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={service.staffIds.includes(id)}
              onChange={() => toggle(id)}
            />
            {name}
          </label>
        ))}
      </div>
      <p className="mt-1 text-xs text-ink-faint">{t("staffHint")}</p>
    </fieldset>
  );
}

function Rules({ service, change }: PartProps) {
  const t = useTranslations("catalogue.services");
  return (
    <Card title={t("rules")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex flex-col gap-3 sm:col-span-2">
          <Switch
            label={t("isOnline")}
            hint={t("isOnlineHint")}
            checked={service.isBookableOnline}
            onToggle={(isBookableOnline) => change({ isBookableOnline })}
          />
        </div>
        <NumberField
          label={t("bufferBefore")}
          hint={t("bufferHint")}
          min={0}
          value={service.bufferBeforeMinutes}
          onChange={(bufferBeforeMinutes) => change({ bufferBeforeMinutes })}
        />
        <NumberField
          label={t("bufferAfter")}
          min={0}
          value={service.bufferAfterMinutes}
          onChange={(bufferAfterMinutes) => change({ bufferAfterMinutes })}
        />
        <NumberField
          label={t("notice")}
          min={0}
          value={service.minimumNoticeMinutes}
          onChange={(minimumNoticeMinutes) => change({ minimumNoticeMinutes })}
        />
        <NumberField
          label={t("horizon")}
          min={1}
          value={service.horizonDays}
          onChange={(horizonDays) => change({ horizonDays })}
        />
        <NumberField
          label={t("step")}
          min={5}
          value={service.slotStepMinutes}
          onChange={(slotStepMinutes) => change({ slotStepMinutes })}
        />
        <NumberField
          label={t("capacity")}
          hint={t("capacityHint")}
          min={1}
          value={service.capacity}
          onChange={(capacity) => change({ capacity })}
        />
      </div>
    </Card>
  );
}
