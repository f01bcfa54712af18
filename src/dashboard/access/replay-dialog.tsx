import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointView } from "../../contracts/webhook-endpoints.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { addDays, dayBounds, localDate } from "../calendar/zoned-time.ts";
import { useNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DateInput, Field } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { notify } from "../ui/toast.ts";

type Span = Input<"POST /api/v1/webhook-endpoints/{endpointId}/replay">["body"];

/** For the day after an outage: whole days, as the branch counts them. */
export function ReplayDialog({ endpoint, onClose }: { endpoint: EndpointView; onClose: () => void }) {
  const t = useTranslations("access.endpoints");
  const common = useTranslations("common");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const formId = useId();
  const today = localDate(useNow(60_000), branch.timeZone);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [includesDelivered, setDelivered] = useState(false);
  const replaying = useChange({
    run: (body: Span, key) =>
      ask("POST /api/v1/webhook-endpoints/{endpointId}/replay", {
        params: { endpointId: endpoint.id },
        headers: { "idempotency-key": key },
        body,
      }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["webhooks"] });
      notify({ title: t("replayed") });
      onClose();
    },
  });
  const startOf = (date: string) => new Date(dayBounds(date, branch.timeZone).start).toISOString();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    replaying.send({ from: startOf(from), to: startOf(addDays(until, 1)), includesDelivered });
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={replaying.isPending || until < from}>
        {t("replay")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("replayTitle")} description={t("replayEffect")} foot={foot}>
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("from")}>
            <DateInput required value={from} max={today} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label={t("until")}>
            <DateInput required value={until} max={today} onChange={(event) => setUntil(event.target.value)} />
          </Field>
        </div>
        <Switch label={t("alsoDelivered")} checked={includesDelivered} onToggle={setDelivered} />
        <Refusal error={replaying.error} />
      </Form>
    </Dialog>
  );
}
