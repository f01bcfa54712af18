import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointView } from "../../contracts/webhook-endpoints.ts";
import { eventTypesQuery } from "../api/business.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";

type Body = Input<"POST /api/v1/webhook-endpoints">["body"];
type EventType = Body["eventTypes"][number];
type EndpointDialogProps = {
  /** Null: a new one. */
  endpoint: EndpointView | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
};

export function EndpointDialog({ endpoint, onClose, onSecret }: EndpointDialogProps) {
  const t = useTranslations("access.endpoints");
  const common = useTranslations("common");
  const client = useQueryClient();
  const formId = useId();
  const [url, setUrl] = useState(endpoint?.url ?? "https://");
  const [description, setDescription] = useState(endpoint?.description ?? "");
  const [eventTypes, setEventTypes] = useState<EventType[]>(endpoint?.eventTypes ?? ["*"]);
  const [includesPersonalData, setPersonal] = useState(endpoint?.includesPersonalData ?? false);
  const saving = useChange({
    run: (body: Body, key) => save(endpoint, body, key),
    onDone: (secret) => {
      void client.invalidateQueries({ queryKey: ["webhooks"] });
      onClose();
      if (secret !== null) onSecret(secret);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.send({ url, description, eventTypes, includesPersonalData });
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={saving.isPending || eventTypes.length === 0}>
        {endpoint ? common("save") : common("add")}
      </Button>
    </>
  );
  return (
    <Dialog open wide onClose={onClose} title={endpoint ? t("edit") : t("new")} foot={foot}>
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("url")} hint={t("urlHint")}>
          <TextInput
            type="url"
            required
            maxLength={2_000}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field label={t("description")}>
          <TextInput maxLength={200} value={description} onChange={(event) => setDescription(event.target.value)} />
        </Field>
        <EventTypes chosen={eventTypes} onChange={setEventTypes} />
        <Switch label={t("personal")} hint={t("personalHint")} checked={includesPersonalData} onToggle={setPersonal} />
        <Refusal error={saving.error} />
      </Form>
    </Dialog>
  );
}

/** The secret of a new endpoint; null when one was changed. */
async function save(endpoint: EndpointView | null, body: Body, key: string): Promise<string | null> {
  if (!endpoint) {
    const headers = { "idempotency-key": key };
    return (await ask("POST /api/v1/webhook-endpoints", { headers, body })).secret;
  }
  await ask("PATCH /api/v1/webhook-endpoints/{endpointId}", { params: { endpointId: endpoint.id }, body });
  return null;
}

type EventTypesProps = { chosen: EventType[]; onChange: (types: EventType[]) => void };

function EventTypes({ chosen, onChange }: EventTypesProps) {
  const t = useTranslations("access.endpoints");
  const types = useQuery(eventTypesQuery).data ?? [];
  const isAll = chosen.includes("*");
  const toggle = (type: EventType, isOn: boolean) =>
    onChange(isOn ? [...chosen, type] : chosen.filter((each) => each !== type));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t("events")}</legend>
      <Switch label={t("everything")} checked={isAll} onToggle={(on) => onChange(on ? ["*"] : [])} />
      {isAll ? null : (
        <div className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-2">
          {types
            .filter(({ type }) => type !== "webhook.test")
            .map(({ type, description }) => (
              <label key={type} className="flex min-h-8 items-center gap-2.5 text-sm" title={description}>
                <input
                  type="checkbox"
                  className="size-4 accent-(--color-accent)"
                  checked={chosen.includes(type as EventType)}
                  onChange={(event) => toggle(type as EventType, event.target.checked)}
                />
                <code className="font-mono text-xs">{type}</code>
              </label>
            ))}
        </div>
      )}
    </fieldset>
  );
}
