import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

type Tab<T extends string> = { value: T; label: string; content: ReactNode };
type TabsProps<T extends string> = { label: string; value: T; tabs: Tab<T>[]; onChoose: (value: T) => void };

/** Parts of one page. Which one is shown belongs in the address. */
export function Tabs<T extends string>({ label, value, tabs, onChoose }: TabsProps<T>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChoose(next as T)}>
      <Base.List aria-label={label} className="relative flex gap-5 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-10 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-faint -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink pointer-coarse:min-h-11"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-5 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
