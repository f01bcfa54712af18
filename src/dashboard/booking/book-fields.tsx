import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ServiceView, StaffView } from "../../contracts/catalogue.ts";
import { explainQuery } from "../api/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { type Draft, stillAsked } from "./booking-form.ts";
import { QuestionFields } from "./question-fields.tsx";
import { SeatsField } from "./seats-field.tsx";
import { StaffField } from "./staff-field.tsx";
import { TimeFields } from "./time-fields.tsx";

type BookFieldsProps = {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  services: ServiceView[];
  staff: StaffView[];
};

export function BookFields({ draft, change, services, staff }: BookFieldsProps) {
  const t = useTranslations("booking");
  const { branch } = useSignedIn();
  const { serviceId, staffId, startsAt, partySize } = draft;
  const service = services.find(({ id }) => id === serviceId);
  const wish = { serviceId, startsAt: startsAt ?? "", partySize, ...(staffId ? { staffId } : {}) };
  const explanation = useQuery({ ...explainQuery(branch.id, wish), enabled: startsAt !== null }).data;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <ServiceField draft={draft} change={change} services={services} />
        <StaffField service={service} staff={staff} value={staffId} onChoose={(next) => change({ staffId: next })} />
        {service && service.capacity > 1 ? (
          <SeatsField service={service} value={draft.partySize} onChange={(seats) => change({ partySize: seats })} />
        ) : null}
      </div>
      <TimeFields draft={draft} change={change} explanation={explanation} act="book" />
      <div className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <Field label={t("name")} className="sm:col-span-2">
          <TextInput
            required
            maxLength={120}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("phone")} hint={t("phoneHint")}>
          <TextInput type="tel" value={draft.phone} onChange={(event) => change({ phone: event.target.value })} />
        </Field>
        <Field label={t("email")}>
          <TextInput type="email" value={draft.email} onChange={(event) => change({ email: event.target.value })} />
        </Field>
        <QuestionFields
          questions={service?.questions ?? []}
          answers={draft.answers}
          onChange={(answers) => change({ answers })}
        />
        <Field label={t("notes")} className="sm:col-span-2">
          <TextArea rows={2} value={draft.notes} onChange={(event) => change({ notes: event.target.value })} />
        </Field>
      </div>
    </>
  );
}

type PartProps = Pick<BookFieldsProps, "draft" | "change">;

function ServiceField({ draft, change, services }: PartProps & { services: ServiceView[] }) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  const calendar = useTranslations("calendar");
  const options = services.map(({ id, name, durationMinutes, priceMinor, currency }) => ({
    value: id as string,
    label: name,
    note: `${calendar("minutes", { count: durationMinutes })} · ${formats.money(priceMinor, currency)}`,
  }));
  return (
    <Field label={t("service")}>
      <Select
        value={draft.serviceId}
        options={options}
        onChoose={(serviceId) =>
          change({ serviceId, staffId: stillAsked(services, serviceId, draft.staffId), partySize: 1, answers: {} })
        }
      />
    </Field>
  );
}
