import { useTranslations } from "use-intl";
import { Dialog } from "../ui/dialog.tsx";
import { Switch } from "../ui/switch.tsx";
import { pagesFor } from "./pages.ts";
import { closeOverlay, enableShortcuts, useShortcutsState } from "./shortcuts-state.ts";
import { useSignedIn } from "./signed-in.tsx";

export function ShortcutsHelp() {
  const t = useTranslations("shell");
  const { enabled } = useShortcutsState();
  const { permissions } = useSignedIn().me;
  const keys: [string[], string][] = [
    [["Ctrl", "K"], t("shortcuts.palette")],
    [["/"], t("shortcuts.search")],
    [["n"], t("shortcuts.new")],
    [["t"], t("shortcuts.today")],
    [["Alt", "↓ ↑"], t("shortcuts.length")],
    [["?"], t("shortcuts.help")],
    ...pagesFor(permissions).map(({ name, key = "" }): [string[], string] => [["g", key], t(`pages.${name}`)]),
  ];
  return (
    <Dialog open onClose={closeOverlay} title={t("shortcuts.title")}>
      <Switch label={t("shortcuts.on")} hint={t("shortcuts.onHint")} checked={enabled} onToggle={enableShortcuts} />
      <dl className="mt-5 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-2 text-sm">
        {keys.map(([combination, meaning]) => (
          <div key={meaning} className="contents">
            <dt className="flex gap-1">
              {combination.map((key) => (
                <kbd
                  key={key}
                  className="min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-sans text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
