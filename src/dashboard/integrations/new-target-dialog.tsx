import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { servicesQuery } from "../api/catalogue.ts";
import { ask, type Input } from "../api/client.ts";
import { choicesQuery, targetsQuery } from "../api/integrations.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useNames } from "../calendars/use-names.ts";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { useKnownRefusals } from "./known-refusals.ts";

type ServiceId = ServiceView["id"];
const EVERY = "every";

type Made = Input<"POST /api/v1/calendar-accounts/{accountId}/targets">["body"];

/** Whose appointments, in which calendar. The vendor is asked which there are. */
export function NewTargetDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const t = useTranslations("integrations");
  const client = useQueryClient();
  const known = useKnownRefusals();
  const { branch } = useSignedIn();
  const { staff, resources } = useNames();
  const choices = useQuery(choicesQuery(account.id));
  const [who, setWho] = useState("");
  const [where, setWhere] = useState("");
  const [service, setService] = useState<ServiceId | typeof EVERY>(EVERY);
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const [writes, setWrites] = useState(true);
  const [reads, setReads] = useState(true);
  const adding = useChange({
    run: (body: Made, key) =>
      ask("POST /api/v1/calendar-accounts/{accountId}/targets", {
        params: { accountId: account.id },
        headers: { "idempotency-key": key },
        body,
      }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["integrations"] });
      onClose();
    },
  });
  const people = [...staff, ...resources].map(({ id, name }) => ({ value: id, label: name }));
  const calendars = choices.data?.items ?? [];
  // Whoever has none yet is most likely meant.
  const taken = useQuery(targetsQuery(account.id)).data?.items.map((target) => target.calendarId as string) ?? [];
  const next = people.find(({ value }) => !taken.includes(value)) ?? people[0];
  const calendarId = who || (next?.value ?? "");
  const chosen = calendars.find(({ id }) => id === where) ?? calendars[0];
  const isReadOnly = chosen !== undefined && !chosen.isWritable;
  const submit = () => {
    if (!chosen || calendarId === "") return;
    const { id: vendorCalendar, name: externalName, isWritable } = chosen;
    adding.send({
      branchId: branch.id,
      calendarId,
      vendorCalendar,
      externalName,
      ...(service === EVERY ? {} : { serviceId: service }),
      writes: writes && isWritable,
      reads,
    });
  };
  return (
    <FormDialog
      title={t("addTarget")}
      description={t("addTargetHint")}
      act={t("add")}
      pending={adding.isPending || choices.isPending}
      refusal={<Refusal error={adding.error ?? choices.error} known={known} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("of")}>
        <Select value={calendarId} options={people} onChoose={setWho} />
      </Field>
      <Field label={t("calendar")}>
        <Select
          value={chosen?.id ?? ""}
          options={calendars.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={setWhere}
        />
      </Field>
      {account.provider === "calcom" ? (
        <Field label={t("service")} hint={t("serviceHint")}>
          <Select
            value={service}
            options={[{ value: EVERY, label: t("everyService") }, ...services.map(toOption)]}
            onChoose={setService}
          />
        </Field>
      ) : null}
      <Switch
        label={t("writes")}
        hint={isReadOnly ? t("notWritable") : t("writesHint")}
        checked={writes && !isReadOnly}
        disabled={isReadOnly}
        onToggle={setWrites}
      />
      <Switch label={t("reads")} hint={t("readsHint")} checked={reads} onToggle={setReads} />
    </FormDialog>
  );
}

function toOption({ id, name }: ServiceView): { value: ServiceId | typeof EVERY; label: string } {
  return { value: id, label: name };
}
