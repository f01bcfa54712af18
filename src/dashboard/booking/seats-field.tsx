import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { NumberField } from "../catalogue/number-field.tsx";

type SeatsFieldProps = { service: ServiceView; value: number; onChange: (seats: number) => void };

/** How many come, to a service that takes several at once. */
export function SeatsField({ service: { id, capacity }, value, onChange }: SeatsFieldProps) {
  const t = useTranslations("booking");
  // What is being typed may be no number of seats yet.
  const isSeats = (seats: number) => Number.isInteger(seats) && seats >= 1 && seats <= capacity;
  return (
    <NumberField
      key={id}
      label={t("seats")}
      hint={t("seatsHint", { count: capacity })}
      min={1}
      max={capacity}
      value={value}
      onChange={(seats) => isSeats(seats) && onChange(seats)}
    />
  );
}
