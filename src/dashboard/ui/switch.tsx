import { Switch as Base } from "@base-ui/react/switch";
import { useId } from "react";

type SwitchProps = {
  label: string;
  hint?: string;
  checked: boolean;
  onToggle: (on: boolean) => void;
  disabled?: boolean;
};

/** For what takes effect at once; inside a form that is saved later it means the same as a tick box. */
export function Switch({ label, hint, checked, onToggle, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Base.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onToggle}
        className="relative mt-0.5 h-6 w-10 shrink-0 cursor-pointer rounded-full border border-control bg-hover transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-60"
      >
        <Base.Thumb className="absolute top-0.75 left-0.75 block size-4 rounded-full bg-ink-faint transition-[translate] data-checked:translate-x-4 data-checked:bg-on-accent" />
      </Base.Root>
      <div className="min-w-0 text-sm">
        <span id={`${id}-label`} className="font-medium">
          {label}
        </span>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
