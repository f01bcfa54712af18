import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "../app/settings.ts";

/** In the order in which they stand. The caller is always shown: it opens the call. */
export const CALL_COLUMNS = ["when", "outcome", "quality", "summary", "sentiment", "duration", "cost"] as const;
export type CallColumn = (typeof CALL_COLUMNS)[number];
const USUAL: readonly CallColumn[] = ["when", "outcome", "quality", "summary", "duration", "cost"];

// Shared by the list and the menu above it, which is loaded later and mounted apart.
const listeners = new Set<() => void>();
let shown: readonly CallColumn[] | null = null;

/** Which columns this browser shows. */
export function useCallColumns(): readonly CallColumn[] {
  return useSyncExternalStore(subscribe, shownColumns);
}

export function toggleCallColumn(column: CallColumn): void {
  const before = shownColumns();
  shown = CALL_COLUMNS.filter((each) => before.includes(each) !== (each === column));
  writeSetting("callColumns", shown.join(","));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function shownColumns(): readonly CallColumn[] {
  shown ??= stored();
  return shown;
}

function stored(): readonly CallColumn[] {
  const names = readSetting("callColumns")?.split(",");
  return names ? CALL_COLUMNS.filter((each) => names.includes(each)) : USUAL;
}
