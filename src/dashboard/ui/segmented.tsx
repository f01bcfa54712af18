import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { Option } from "./select.tsx";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: Option<T>[];
  onChoose: (value: T) => void;
};

/** A choice among two to five views of the same thing. */
export function Segmented<T extends string>({ label, value, options, onChoose }: SegmentedProps<T>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChoose(next as T)} // the values are the options'
      className="inline-flex max-w-full overflow-x-auto rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className="grid min-h-8 cursor-pointer place-items-center rounded-[0.3rem] px-3 text-sm font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-card pointer-coarse:min-h-10"
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
