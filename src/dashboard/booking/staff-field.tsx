import { useTranslations } from "use-intl";
import type { ServiceView, StaffView } from "../../contracts/catalogue.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { offers } from "./booking-form.ts";

type StaffFieldProps = {
  service: ServiceView | undefined;
  staff: StaffView[];
  value: string;
  onChoose: (staffId: string) => void;
};

/** Who of those that offer the service. Empty: whoever is free. */
export function StaffField({ service, staff, value, onChoose }: StaffFieldProps) {
  const t = useTranslations("booking");
  const able = staff.filter(({ id }) => !service || offers(service, id));
  const options = [
    { value: "", label: t("anyone") },
    ...able.map(({ id, name }) => ({ value: id as string, label: name })),
  ];
  return (
    <Field label={t("with")}>
      <Select value={able.some(({ id }) => id === value) ? value : ""} options={options} onChoose={onChoose} />
    </Field>
  );
}
