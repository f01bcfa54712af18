export type StoredEvent = {
  id: string;
  etag: string;
  status: "confirmed" | "cancelled";
  summary?: string;
  start: object;
  end: object;
  transparency?: string;
  extendedProperties?: { private?: Record<string, string> };
  /** Counts all changes of the calendar: what a sync token points at. */
  change: number;
};

export type StoredCalendar = { id: string; summary: string; accessRole: string; events: Map<string, StoredEvent> };

/** One Google account that everybody who comes here owns. */
export function createStore() {
  const calendars = new Map<string, StoredCalendar>();
  const tokens = { codes: new Map<string, string>(), access: new Map<string, number>(), refresh: new Set<string>() };
  let changes = 0;
  let serial = 0;
  const next = (prefix: string) => `${prefix}_${++serial}_${crypto.randomUUID().replaceAll("-", "")}`;
  const reset = () => {
    calendars.clear();
    for (const [id, summary] of [
      ["owner@example.com", "owner@example.com"],
      ["team", "Team"],
    ] as const) {
      calendars.set(id, { id, summary, accessRole: "owner", events: new Map() });
    }
    tokens.codes.clear();
    tokens.access.clear();
    tokens.refresh.clear();
  };
  reset();
  const save = (calendar: StoredCalendar, event: Omit<StoredEvent, "etag" | "change">): StoredEvent => {
    const change = ++changes;
    const saved = { ...event, change, etag: `"${change}"` };
    calendar.events.set(event.id, saved);
    return saved;
  };
  return { calendars, tokens, next, save, reset, latest: () => changes };
}

export type Store = ReturnType<typeof createStore>;
