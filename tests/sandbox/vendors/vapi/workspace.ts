import { randomUUID } from "node:crypto";
import { VapiError } from "./errors.ts";

/** What the API keeps of anything: its own fields, and the caller's as they came. */
export type Stored = Record<string, unknown> & { id: string; orgId: string; createdAt: string; updatedAt: string };

export type Server = {
  url?: string;
  timeoutSeconds?: number;
  backoffPlan?: { maxRetries?: number };
  credentialId?: string;
  headers?: Record<string, string>;
};
/** What servers are called with, or numbers reached by. */
export type Credential = Stored & { provider: string; authenticationPlan?: AuthenticationPlan };
export type AuthenticationPlan = { type: "hmac"; secretKey: string } | { type: "bearer"; token: string };
export type Assistant = Stored & { server?: Server | undefined; serverMessages?: string[] | undefined };
export type PhoneNumber = Stored & { number?: string; assistantId?: string | null; server?: Server | undefined };
export type VapiCall = Stored & {
  type: "inboundPhoneCall" | "outboundPhoneCall" | "webCall";
  status: "scheduled" | "queued" | "ringing" | "in-progress" | "forwarding" | "ended";
};

/** Everything one private key owns. Another key sees none of it. */
export class Workspace {
  readonly orgId = randomUUID();
  readonly now: () => number;
  readonly assistants = new Map<string, Assistant>();
  readonly numbers = new Map<string, PhoneNumber>();
  readonly calls = new Map<string, VapiCall>();
  readonly credentials = new Map<string, Credential>();
  /** Ends a call that is being played, by its id. */
  readonly stops = new Map<string, () => void>();
  /** Tells the assistant of a call that is being played something, by its id. */
  readonly tells = new Map<string, (content: string) => void>();

  constructor(now: () => number) {
    this.now = now;
  }

  create<Kind extends Stored>(
    into: Map<string, Kind>,
    fields: Record<string, unknown>,
    id: string = randomUUID(),
  ): Kind {
    const at = new Date(this.now()).toISOString();
    const made = { ...fields, id, orgId: this.orgId, createdAt: at, updatedAt: at } as unknown as Kind; // checked by the route
    into.set(id, made);
    return made;
  }

  change<Kind extends Stored>(within: Map<string, Kind>, id: string, fields: Record<string, unknown>): Kind {
    const known = find(within, id);
    const { id: _, orgId: __, createdAt: ___, ...rest } = fields;
    return Object.assign(known, rest, { updatedAt: new Date(this.now()).toISOString() });
  }
}

export function find<Kind extends Stored>(within: Map<string, Kind>, id: string): Kind {
  const found = within.get(id);
  if (!found) throw new VapiError(404, `Couldn't find what you asked for. (${id})`);
  return found;
}
