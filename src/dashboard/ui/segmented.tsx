import { useId } from "react";
import type { Option } from "./select.tsx";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: Option<T>[];
  onChoose: (value: T) => void;
};

/** A choice among two to five views of the same thing. The browser's own radio buttons: most pages begin with one. */
export function Segmented<T extends string>({ label, value, options, onChoose }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex max-w-full overflow-x-auto rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative grid min-h-8 cursor-pointer place-items-center rounded-[0.3rem] px-3 text-sm font-medium whitespace-nowrap text-ink-soft hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-card pointer-coarse:min-h-10"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none rounded-[0.3rem] -outline-offset-2"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
