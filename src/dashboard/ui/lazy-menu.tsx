import { type ComponentType, cloneElement, type ReactElement, useState } from "react";

export type LoadedMenu = ComponentType<{ trigger: ReactElement }>;
type LazyMenuProps = {
  trigger: ReactElement<{ onClick?: () => void; onPointerEnter?: () => void; onFocus?: () => void }>;
  load: () => Promise<LoadedMenu>;
};

/** A menu whose machinery is fetched when a hand moves towards it: a quarter of the first load would be menus. */
export function LazyMenu({ trigger, load }: LazyMenuProps) {
  const [Loaded, setLoaded] = useState<LoadedMenu | null>(null);

  const fetchAhead = () => void load();
  const open = () => void load().then((menu) => setLoaded(() => menu));
  const closed = { "aria-haspopup": "menu", "aria-expanded": false, onClick: open };
  return (
    <div className="flex min-w-0">
      {Loaded ? (
        <Loaded trigger={trigger} />
      ) : (
        cloneElement(trigger, { ...closed, onPointerEnter: fetchAhead, onFocus: fetchAhead })
      )}
    </div>
  );
}
