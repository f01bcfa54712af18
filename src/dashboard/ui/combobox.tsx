import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CONTROL } from "./field.tsx";
import type { Option } from "./select.tsx";

type ComboboxProps = {
  value: string | null;
  options: Option<string>[];
  onChoose: (value: string | null) => void;
  placeholder?: string;
  /** Whether an option is what somebody types. Without it: its label is. */
  matches?: (option: Option<string>, text: string) => boolean;
};

/** One of many, found by typing. Stands in a Field. */
export function Combobox({ value, options, onChoose, placeholder, matches }: ComboboxProps) {
  const t = useTranslations("common");
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Base.Root
      items={options}
      value={chosen}
      onValueChange={(next) => onChoose(next?.value ?? null)}
      {...(matches ? { filter: matches } : {})}
    >
      <div className="relative">
        <Base.Input placeholder={placeholder} className={`${CONTROL} pr-9`} />
        <Base.Trigger
          aria-label={t("showChoices")}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center text-ink-faint"
        >
          <ChevronsUpDown aria-hidden className="size-4" />
        </Base.Trigger>
      </div>
      <span ref={setPlace} className="absolute" />
      <Base.Portal container={place}>
        <Base.Positioner positionMethod="fixed" sideOffset={4} collisionPadding={8} className="z-60 outline-none">
          <Base.Popup className="max-h-72 w-(--anchor-width) overflow-y-auto rounded-lg bg-raised p-1 shadow-pop">
            <Base.Empty>
              <p className="px-2.5 py-3 text-sm text-ink-faint">{t("nothingFound")}</p>
            </Base.Empty>
            <Base.List>
              {(option: Option<string>) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="flex min-h-8.5 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 flex-1">
                    {option.label}
                    {option.note ? <span className="block text-2xs text-ink-faint">{option.note}</span> : null}
                  </span>
                  <Base.ItemIndicator className="text-accent">
                    <Check aria-hidden className="size-4" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
