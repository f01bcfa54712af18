import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ComponentProps, type ReactElement, type ReactNode, useState } from "react";
import { classNames } from "./class-names.ts";

type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  /** False where it was not mounted by the click that opens it, as a LazyMenu is. */
  startsOpen?: boolean;
};

export function Menu({ trigger, children, align = "start", startsOpen = true }: MenuProps) {
  // Beside its trigger, not at the end of the body, so that it stays within the trigger's landmark.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Base.Root defaultOpen={startsOpen}>
      <Base.Trigger render={trigger} />
      <span ref={setPlace} className="contents" />
      <Base.Portal container={place}>
        <Base.Positioner
          positionMethod="fixed"
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup className="max-h-(--available-height) min-w-56 origin-(--transform-origin) overflow-y-auto rounded-lg bg-raised p-1 shadow-pop outline-none transition-[opacity,scale] duration-120 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const ITEM =
  "flex min-h-8.5 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm text-ink outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11";

export function MenuItem({ className, ...rest }: ComponentProps<typeof Base.Item>) {
  return <Base.Item className={classNames(ITEM, className as string)} {...rest} />;
}

type Choice<T extends string> = { value: T; label: ReactNode };
type MenuChoicesProps<T extends string> = {
  label: string;
  value: T;
  choices: Choice<T>[];
  onChoose: (value: T) => void;
};

export function MenuChoices<T extends string>({ label, value, choices, onChoose }: MenuChoicesProps<T>) {
  return (
    <Base.Group>
      <MenuLabel>{label}</MenuLabel>
      <Base.RadioGroup value={value} onValueChange={onChoose}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} closeOnClick className={ITEM}>
            <span className="flex min-w-0 flex-1 items-center gap-2.5">{choice.label}</span>
            <Base.RadioItemIndicator className="text-accent">
              <Check aria-hidden className="size-4" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

type MenuToggleProps = { checked: boolean; onToggle: (checked: boolean) => void; children: ReactNode };

export function MenuToggle({ checked, onToggle, children }: MenuToggleProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onToggle} className={ITEM}>
      <span className="flex-1">{children}</span>
      <span
        aria-hidden
        className={classNames(
          "grid size-4 place-items-center rounded-sm border",
          checked ? "border-accent bg-accent text-on-accent" : "border-control",
        )}
      >
        {checked ? <Check className="size-3" strokeWidth={3} /> : null}
      </span>
    </Base.CheckboxItem>
  );
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-2xs font-medium text-ink-faint">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
