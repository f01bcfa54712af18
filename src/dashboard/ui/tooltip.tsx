import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type ReactElement, useState } from "react";

/** A hint on what is understood without it; never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <span ref={setPlace} className="contents" />
      <Base.Portal container={place}>
        <Base.Positioner positionMethod="fixed" sideOffset={6} className="z-60">
          <Base.Popup className="max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-pop">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
