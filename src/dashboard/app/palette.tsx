import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type Target, usePaletteTargets } from "./palette-targets.ts";
import { closeOverlay } from "./shortcuts-state.ts";

/** Everything that can be reached, by a few letters of its name. */
export function Palette() {
  const t = useTranslations("shell.palette");
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const groups = usePaletteTargets(text);
  const open = (target: Target) => {
    closeOverlay();
    void navigate(target.go);
  };

  return (
    <Dialog.Root open onOpenChange={(next) => !next && closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed inset-x-3 top-[10dvh] z-50 mx-auto flex max-h-[75dvh] max-w-144 flex-col overflow-hidden rounded-xl bg-raised shadow-pop outline-none">
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <Autocomplete.Root
            inline
            open
            items={groups}
            value={text}
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
            filter={null}
            itemToStringValue={(target: Target) => target.label}
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="size-4.5 shrink-0 text-ink-faint" />
              <Autocomplete.Input
                aria-label={t("placeholder")}
                placeholder={t("placeholder")}
                className="min-h-13 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-faint"
              />
            </div>
            <Autocomplete.Empty>
              <p className="px-4 py-8 text-center text-sm text-ink-faint">{t("none")}</p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
              {(group: (typeof groups)[number]) => (
                <Autocomplete.Group key={group.name} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2.5 pt-3 pb-1 text-2xs font-medium text-ink-faint">
                    {t(group.name)}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(target: Target) => <TargetRow key={target.id} target={target} onOpen={() => open(target)} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <p className="border-t border-line bg-sunken px-4 py-2 text-2xs text-ink-faint">{t("hint")}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function TargetRow({ target, onOpen }: { target: Target; onOpen: () => void }) {
  const Icon = target.icon;
  return (
    <Autocomplete.Item
      value={target}
      onClick={onOpen}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-hover pointer-coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 truncate font-medium">{target.label}</span>
      {target.note ? <span className="ml-auto shrink-0 text-xs text-ink-faint tabular-nums">{target.note}</span> : null}
    </Autocomplete.Item>
  );
}
