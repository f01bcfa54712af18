import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "./settings.ts";

type Overlay = "palette" | "help" | null;
type State = { overlay: Overlay; enabled: boolean };

let state: State = { overlay: null, enabled: readSetting("shortcuts") !== "off" };
const listeners = new Set<() => void>();

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export const openPalette = () => set({ overlay: "palette" });
export const openHelp = () => set({ overlay: "help" });
export const closeOverlay = () => set({ overlay: null });

export function enableShortcuts(enabled: boolean): void {
  writeSetting("shortcuts", enabled ? null : "off");
  set({ enabled });
}

export function useShortcutsState(): State {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
