const LENGTHS = [
  { title: "Short consultation", slug: "short", lengthInMinutes: 30 },
  { title: "Long consultation", slug: "long", lengthInMinutes: 60 },
  { title: "As long as it takes", slug: "any", lengthInMinutes: 30, lengthInMinutesOptions: [15, 30, 45, 60, 90] },
  { title: "On request", slug: "request", lengthInMinutes: 30, requiresConfirmation: true },
];

export type EventType = {
  id: number;
  title: string;
  slug: string;
  lengthInMinutes: number;
  lengthInMinutesOptions?: number[];
  requiresConfirmation?: boolean;
};

export type Booking = {
  id: number;
  uid: string;
  eventTypeId: number;
  title: string;
  status: "accepted" | "pending" | "cancelled" | "rejected";
  start: number;
  end: number;
  attendee: { name: string; email: string; timeZone: string; language: string; phoneNumber?: string };
  metadata: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  reschedulingReason?: string;
  cancellationReason?: string;
};

export type Webhook = {
  id: string;
  subscriberUrl: string;
  triggers: string[];
  active: boolean;
  secret: string | null;
  payloadTemplate: string | null;
};

export type Reservation = { uid: string; eventTypeId: number; start: number; end: number; until: number };

/** One host at Cal.com, behind one API key. */
export type Account = {
  apiKey: string;
  user: { id: number; username: string; name: string; email: string; timeZone: string };
  eventTypes: EventType[];
  bookings: Booking[];
  webhooks: Webhook[];
  reservations: Reservation[];
  /** How webhooks are delivered: networks lose some and repeat others. */
  deliveries: "once" | "twice" | "never";
  /** Of the last minute. */
  hits: number[];
  blockedUntil: number;
  nextId: number;
};

/** Every key that looks like one is an account of its own; `cal_revoked...` plays one that was taken back. */
export class Accounts {
  readonly #byKey = new Map<string, Account>();

  of(authorization: string | undefined): Account | null {
    const key = /^Bearer (cal_\w+)$/.exec(authorization ?? "")?.[1];
    if (!key || key.startsWith("cal_revoked")) return null;
    const account = this.#byKey.get(key) ?? newAccount(key, this.#byKey.size + 1);
    this.#byKey.set(key, account);
    return account;
  }

  byUsername(username: string | undefined): Account | undefined {
    return [...this.#byKey.values()].find((account) => account.user.username === username);
  }

  list(): Account[] {
    return [...this.#byKey.values()];
  }

  clear(): void {
    this.#byKey.clear();
  }
}

function newAccount(apiKey: string, number: number): Account {
  const username = `host-${number}`;
  const email = `${username}@sandbox.example`;
  return {
    apiKey,
    user: { id: number, username, name: `Host ${number}`, email, timeZone: "Europe/Berlin" },
    eventTypes: LENGTHS.map((each, index) => ({ id: number * 100 + index + 1, ...each })),
    bookings: [],
    webhooks: [],
    reservations: [],
    deliveries: "once",
    hits: [],
    blockedUntil: 0,
    nextId: number * 10_000,
  };
}
