import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ServiceView, StaffView } from "../../contracts/catalogue.ts";
import { stillAsked } from "../booking/booking-form.ts";
import { StaffField } from "../booking/staff-field.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

const MOST_ITEMS = 8;

/** `staffId`: empty for whoever is free. */
export type PackageItem = { serviceId: string; staffId: string };

type PackageItemsProps = {
  services: ServiceView[];
  staff: StaffView[];
  items: PackageItem[];
  onChange: (items: PackageItem[]) => void;
};

/** The services in their order, and with whom: two at least. */
export function PackageItems({ services, staff, items, onChange }: PackageItemsProps) {
  const t = useTranslations("series");
  const options = services.map(({ id, name }) => ({ value: id as string, label: name }));
  const replace = (at: number, next: PackageItem) => onChange(items.map((item, index) => (index === at ? next : item)));
  const first = options[0]?.value;
  return (
    <div className="flex flex-col gap-4">
      {items.map(({ serviceId, staffId }, index) => (
        // The same service may come twice, so its place is its name.
        <div
          key={`${index}`}
          role="group"
          aria-label={t("item", { number: index + 1 })}
          className="flex items-end gap-2"
        >
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2 sm:gap-4">
            <Field label={t("item", { number: index + 1 })}>
              <Select
                value={serviceId}
                options={options}
                onChoose={(next) => replace(index, { serviceId: next, staffId: stillAsked(services, next, staffId) })}
              />
            </Field>
            <StaffField
              service={services.find(({ id }) => id === serviceId)}
              staff={staff}
              value={staffId}
              onChoose={(next) => replace(index, { serviceId, staffId: next })}
            />
          </div>
          {items.length > 2 ? (
            <IconButton
              label={t("removeItem", { number: index + 1 })}
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          ) : null}
        </div>
      ))}
      {items.length < MOST_ITEMS && first ? (
        <Button className="self-start" onClick={() => onChange([...items, { serviceId: first, staffId: "" }])}>
          <Plus aria-hidden className="size-4" /> {t("addItem")}
        </Button>
      ) : null}
    </div>
  );
}
