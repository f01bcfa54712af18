export type StoredEvent = {
  id: string;
  etag: string;
  status: "confirmed" | "tentative" | "cancelled";
  updated: string;
  summary?: string;
  start: object;
  end: object;
  transparency?: string;
  attendees?: { self?: boolean; responseStatus: string }[];
  recurringEventId?: string;
  extendedProperties?: { private?: Record<string, string> };
  /** Counts all changes of the calendar: what a sync token points at. */
  change: number;
};

export type StoredCalendar = { id: string; summary: string; accessRole: string; events: Map<string, StoredEvent> };

/** Somebody wants to be told of a calendar's changes. `told` counts what was said. */
export type Channel = {
  id: string;
  token: string;
  address: string;
  calendar: string;
  resourceId: string;
  endsAt: number;
  told: number;
};

/** How notifications arrive: Google promises neither that each comes, nor that it comes once. */
type Deliveries = "once" | "twice" | "never";

/** One Google account that everybody who comes here owns. */
export function createStore(now: () => number, changed: (calendar: StoredCalendar) => void = () => {}) {
  const calendars = new Map<string, StoredCalendar>();
  const channels = new Map<string, Channel>();
  const tokens = { codes: new Map<string, string>(), access: new Map<string, number>(), refresh: new Set<string>() };
  const settings: { deliveries: Deliveries; pageSize: number } = { deliveries: "once", pageSize: 2_500 };
  let changes = 0;
  let serial = 0;
  const next = (prefix: string) => `${prefix}_${++serial}_${crypto.randomUUID().replaceAll("-", "")}`;
  const reset = () => {
    calendars.clear();
    channels.clear();
    for (const [id, summary] of [
      ["owner@example.com", "owner@example.com"],
      ["team", "Team"],
    ] as const) {
      calendars.set(id, { id, summary, accessRole: "owner", events: new Map() });
    }
    tokens.codes.clear();
    tokens.access.clear();
    tokens.refresh.clear();
    Object.assign(settings, { deliveries: "once", pageSize: 2_500 });
  };
  reset();
  const save = (
    calendar: StoredCalendar,
    event: Omit<StoredEvent, "etag" | "change" | "updated"> & { updated?: string },
  ): StoredEvent => {
    const change = ++changes;
    const saved = { ...event, updated: new Date(now()).toISOString(), change, etag: `"${change}"` };
    calendar.events.set(event.id, saved);
    changed(calendar);
    return saved;
  };
  return { calendars, channels, tokens, settings, next, save, reset, latest: () => changes };
}

export type Store = ReturnType<typeof createStore>;
