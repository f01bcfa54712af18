import { useSyncExternalStore } from "react";
import { serverNow, useNow } from "./clock.ts";
import { type Connection, type LiveState, liveState } from "./live-state.ts";

let connections: ReadonlyMap<string, Connection> = new Map();
const listeners = new Set<() => void>();

export function noteOpen(name: string): void {
  update(name, () => ({ open: true, lastHeardAt: serverNow(), lostAt: null }));
}

/** Not announced to listeners: it matters only once the connection is lost. */
export function noteHeard(name: string): void {
  const known = connections.get(name);
  if (known) known.lastHeardAt = serverNow();
}

export function noteLost(name: string): void {
  update(name, (known) => ({
    open: false,
    lastHeardAt: known?.lastHeardAt ?? null,
    lostAt: known?.lostAt ?? serverNow(),
  }));
}

export function noteClosed(name: string): void {
  connections = new Map([...connections].filter(([other]) => other !== name));
  notify();
}

export function useLiveState(): LiveState {
  const known = useSyncExternalStore(subscribe, () => connections);
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  return liveState([...known.values()], useNow(1_000), online);
}

function update(name: string, change: (known: Connection | undefined) => Connection): void {
  connections = new Map([...connections, [name, change(connections.get(name))]]);
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function subscribeOnline(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
