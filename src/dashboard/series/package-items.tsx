import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

const MOST_ITEMS = 8;

type PackageItemsProps = { services: ServiceView[]; items: string[]; onChange: (items: string[]) => void };

/** The services in their order: two at least. */
export function PackageItems({ services, items, onChange }: PackageItemsProps) {
  const t = useTranslations("series");
  const options = services.map(({ id, name }) => ({ value: id as string, label: name }));
  const replace = (at: number, serviceId: string) =>
    onChange(items.map((item, index) => (index === at ? serviceId : item)));
  const first = options[0]?.value;
  return (
    <div className="flex flex-col gap-3">
      {items.map((item, index) => (
        // The same service may come twice, so its place is its name.
        <div key={`${index}`} className="flex items-end gap-2">
          <Field label={t("item", { number: index + 1 })} className="flex-1">
            <Select value={item} options={options} onChoose={(serviceId) => replace(index, serviceId)} />
          </Field>
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
        <Button className="self-start" onClick={() => onChange([...items, first])}>
          <Plus aria-hidden className="size-4" /> {t("addItem")}
        </Button>
      ) : null}
    </div>
  );
}
