import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { pagesFor } from "./pages.ts";
import { openHelp, openPalette, useShortcutsState } from "./shortcuts-state.ts";
import { useMayBook, useSignedIn } from "./signed-in.tsx";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const ShortcutsHelp = lazy(async () => ({ default: (await import("./shortcuts-help.tsx")).ShortcutsHelp }));

/** How long `g` waits for its second key. */
const SEQUENCE_MS = 1_500;

/** Single keys work only where nobody types, and can be switched off; Ctrl-K always works. */
export function Shortcuts() {
  const { overlay, enabled } = useShortcutsState();
  const press = usePress();
  const goUntil = useRef(0);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!enabled || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const isSecond = performance.now() < goUntil.current;
      goUntil.current = event.key === "g" && !isSecond ? performance.now() + SEQUENCE_MS : 0;
      if (press(event.key, isSecond)) event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [enabled, press]);

  return (
    <Suspense>
      {overlay === "palette" ? <Palette /> : null}
      {overlay === "help" ? <ShortcutsHelp /> : null}
    </Suspense>
  );
}

function usePress(): (key: string, second: boolean) => boolean {
  const navigate = useNavigate();
  const [, patch] = useLiveSearch();
  const { permissions } = useSignedIn().me;
  const mayBook = useMayBook();
  return (key, second) => {
    const page = second ? pagesFor(permissions).find((entry) => entry.key === key) : undefined;
    if (page) void navigate({ to: page.to, search: onlyBranch });
    else if (second) return false;
    else if (key === "?") openHelp();
    else if (key === "/") openPalette();
    else if (key === "t") patch({ date: undefined });
    else if (key === "n" && mayBook) patch({ book: "next" });
    else return false;
    return true;
  };
}

/** In a field, a menu or a dialog, keys mean what they say. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest(
      "input:not([type=radio]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]",
    ) !== null
  );
}
