import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { classNames } from "./class-names.ts";
import { CONTROL } from "./field.tsx";

export type Option<T extends string> = { value: T; label: string; note?: string };
type SelectProps<T extends string> = {
  /** Needed where no Field names it. */
  label?: string;
  value: T;
  options: Option<T>[];
  onChoose: (value: T) => void;
  disabled?: boolean;
  className?: string;
};

/** One of a few. For many, or to search among them: Combobox. */
export function Select<T extends string>({ label, value, options, onChoose, disabled, className }: SelectProps<T>) {
  // Beside its trigger, so that it stays within the trigger's landmark or dialog.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled ?? false}
      modal={false}
      onValueChange={(next) => next !== null && onChoose(next)}
    >
      <Base.Trigger
        aria-label={label}
        className={classNames(CONTROL, "flex items-center justify-between gap-2 text-left hover:bg-hover", className)}
      >
        <Base.Value className="min-w-0 truncate" />
        <Base.Icon className="text-ink-faint">
          <ChevronDown aria-hidden className="size-4" />
        </Base.Icon>
      </Base.Trigger>
      <span ref={setPlace} className="absolute" />
      <Base.Portal container={place}>
        <Base.Positioner
          positionMethod="fixed"
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-lg bg-raised p-1 shadow-pop outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex min-h-8.5 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
              >
                <span className="min-w-0 flex-1">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.note ? <span className="block text-2xs text-ink-faint">{option.note}</span> : null}
                </span>
                <Base.ItemIndicator className="text-accent">
                  <Check aria-hidden className="size-4" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
