import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { SeatsField } from "../booking/seats-field.tsx";
import { addDays, dayBounds, isDate, localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DateInput, Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";
import { windowText } from "./window-text.ts";

type Body = Input<"POST /api/v1/branches/{branchId}/waitlist">["body"];
const USUAL_DAYS = 7;

export function AddEntryDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("waitlist");
  const booking = useTranslations("booking");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const today = localDate(serverNow(), branch.timeZone);
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const dates = { from: today, to: addDays(today, USUAL_DAYS) };
  const first = { serviceId: "", staffId: "", partySize: 1, ...dates, name: "", phone: "", email: "" };
  const [draft, setDraft] = useState(first);
  const change = (changes: Partial<typeof first>) => setDraft({ ...draft, ...changes });
  const service = services.find(({ id }) => id === draft.serviceId) ?? services[0];
  const serviceId = service?.id ?? "";
  const able = staff.filter(({ id }) => service?.staffIds.includes(id));
  const staffId = able.find(({ id }) => id === draft.staffId)?.id;
  const adding = useAdding(onClose);
  const formId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const from = new Date(Math.max(dayBounds(draft.from, branch.timeZone).start, serverNow())).toISOString();
    const to = new Date(dayBounds(draft.to, branch.timeZone).end).toISOString();
    const [name, phone, email] = [draft.name.trim(), draft.phone.trim(), draft.email.trim()];
    const customer = { name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
    adding.send({ serviceId, ...(staffId ? { staffId } : {}), from, to, partySize: draft.partySize, customer });
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={adding.isPending}>
        {t("add")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("add")} foot={foot}>
      <Form id={formId} onSubmit={submit} className="grid grid-cols-2 gap-4">
        <Field label={t("service")} className="col-span-2">
          <Select
            value={serviceId}
            options={services.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChoose={(next) => change({ serviceId: next, partySize: 1 })}
          />
        </Field>
        <Field label={booking("with")} className="col-span-2">
          <Select
            value={staffId ?? ""}
            options={[
              { value: "", label: booking("anyone") },
              ...able.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChoose={(next) => change({ staffId: next })}
          />
        </Field>
        {service && service.capacity > 1 ? (
          <div className="col-span-2">
            <SeatsField service={service} value={draft.partySize} onChange={(partySize) => change({ partySize })} />
          </div>
        ) : null}
        <Field label={t("from")}>
          <DateInput
            required
            min={today}
            value={draft.from}
            onChange={(event) => isDate(event.target.value) && change({ from: event.target.value })}
          />
        </Field>
        <Field label={t("to")}>
          <DateInput
            required
            min={draft.from}
            value={draft.to}
            onChange={(event) => isDate(event.target.value) && change({ to: event.target.value })}
          />
        </Field>
        <Field label={booking("name")} className="col-span-2">
          <TextInput required value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <Field label={booking("phone")} hint={booking("phoneHint")} className="col-span-2">
          <TextInput type="tel" value={draft.phone} onChange={(event) => change({ phone: event.target.value })} />
        </Field>
        <Field label={booking("email")} className="col-span-2">
          <TextInput type="email" value={draft.email} onChange={(event) => change({ email: event.target.value })} />
        </Field>
        <div className="col-span-2">
          <Refusal error={adding.error} />
        </div>
      </Form>
    </Dialog>
  );
}

function useAdding(onClose: () => void) {
  const t = useTranslations("waitlist");
  const client = useQueryClient();
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  return useChange({
    run: (body: Body, key) =>
      ask("POST /api/v1/branches/{branchId}/waitlist", {
        params: { branchId: branch.id },
        headers: { "idempotency-key": key },
        body,
      }),
    onDone: (entry) => {
      // Who waited for the same already does so for both times now.
      notify({ title: t("added", { name: entry.customer.name }), description: windowText(formats, entry) });
      void client.invalidateQueries({ queryKey: ["waitlist"] });
      onClose();
    },
  });
}
