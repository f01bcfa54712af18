import * as z from "zod";
import { voiceProvider } from "../contracts/calls.ts";
import { type Rulebook, rulebook } from "../domain/booking/rulebook.ts";
import {
  type BranchId,
  branchId,
  type ConnectionId,
  connectionId,
  type SenderId,
  senderId,
  type TenantId,
  tenantId,
} from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { messageVendor } from "../domain/messaging/message.ts";
import { routingMode } from "../domain/voice/routing.ts";
import { type VoiceRules, voiceRules } from "../domain/voice/voice-rules.ts";
import { faultFacts, log } from "../log.ts";
import { loadRulebook } from "./queries/catalogue.ts";
import { findSenderById } from "./queries/message-senders.ts";
import { findConnectionById, findNumberOwner } from "./queries/platform.ts";
import { findWrappedKey } from "./queries/tenants.ts";
import { loadVoiceRules } from "./queries/voice-rules.ts";
import { tenantDb } from "./tenant-db.ts";

/** A branch as a live call needs it: what it offers, and the key to its customers' details. */
export type BranchEntry = { rules: Rulebook; wrappedKey: string };

const branchEntry = z.object({ rules: rulebook, wrappedKey: z.string() });

const connectionEntry = z.object({
  id: connectionId,
  tenantId,
  /** Copies from before there was a second provider name none. */
  provider: voiceProvider.default("retell"),
  wrappedKey: z.string(),
  sealedSecret: z.string(),
  defaultBranchId: branchId,
  /** The branch that each number rings at. */
  numbers: z.array(
    z.object({
      e164: z.string(),
      branchId,
      /** Null: as the branch has it. */
      routingMode: routingMode.nullable().default(null),
      language: language.nullable().default(null),
      /** Null: its carrier asks nobody who takes a call. */
      agentUri: z.string().nullable().default(null),
    }),
  ),
  branchIds: z.array(branchId),
  agents: z.array(z.object({ agentId: z.string(), branchId })),
  /** The tenant's, for a call whose branch is not known. */
  language,
});
export type ConnectionEntry = z.infer<typeof connectionEntry>;

const senderEntry = z.object({
  id: senderId,
  tenantId,
  vendor: messageVendor,
  wrappedKey: z.string(),
  sealedSecret: z.string(),
});
/** A business's account at a carrier of messages and calls. */
export type SenderEntry = z.infer<typeof senderEntry>;

const numberEntry = z.object({ tenantId, branchId, connectionId });
/** Whose a phone number is. */
export type NumberEntry = z.infer<typeof numberEntry>;

/** What lets work go on after the answer has left. */
export type Background = Pick<ExecutionContext, "waitUntil">;

/** How long an answer from memory counts as fresh. After that it is still given, and renewed behind the caller's back. */
const FRESH_MS = 30_000;
const UNKNOWN_MS = 10_000;
const MAX_ENTRIES = 1_000;
const KV_TTL_SECONDS = 7 * 86_400;

type Cached<T> = { value: T | null; loadedAt: number; renewing: boolean };
type Source<T> = {
  prefix: string;
  schema: z.ZodType<T>;
  /** Reads D1. Null when there is no such thing. */
  load(env: Env, key: string): Promise<T | null>;
};

/**
 * Reads through isolate memory, then KV, then D1. Once an entry is in memory, no request waits for storage again, and
 * an outage of D1 or KV only makes it older.
 */
class Shelf<T> {
  readonly #source: Source<T>;
  readonly #entries = new Map<string, Cached<T>>();

  constructor(source: Source<T>) {
    this.#source = source;
  }

  async get(env: Env, background: Background, key: string): Promise<T | null> {
    const known = this.#entries.get(key);
    if (!known) return this.#fetch(env, background, key);
    const age = Date.now() - known.loadedAt;
    if (known.value === null && age > UNKNOWN_MS) return this.#fetch(env, background, key);
    if (age > FRESH_MS && !known.renewing) {
      known.renewing = true;
      background.waitUntil(this.#renew(env, key, known));
    }
    return known.value;
  }

  /** After a change: memory and KV get the new entry now. Other isolates see it as they renew theirs. */
  async reload(env: Env, key: string): Promise<T | null> {
    const value = await this.#source.load(env, key);
    this.#keep(key, { value, loadedAt: Date.now(), renewing: false });
    if (value) await this.#toKv(env, key, value);
    else await env.DIRECTORY.delete(`${this.#source.prefix}/${key}`);
    return value;
  }

  async #fetch(env: Env, background: Background, key: string): Promise<T | null> {
    const copy = await this.#fromKv(env, key);
    if (copy) {
      // Old as far as memory is concerned: the next request renews it from D1.
      this.#keep(key, { value: copy, loadedAt: Date.now() - FRESH_MS, renewing: false });
      return copy;
    }
    const value = await this.#source.load(env, key);
    this.#keep(key, { value, loadedAt: Date.now(), renewing: false });
    if (value) background.waitUntil(this.#toKv(env, key, value));
    return value;
  }

  async #renew(env: Env, key: string, known: Cached<T>): Promise<void> {
    try {
      const value = await this.#source.load(env, key);
      known.loadedAt = Date.now();
      if (JSON.stringify(value) === JSON.stringify(known.value)) return;
      known.value = value;
      if (value) await this.#toKv(env, key, value);
      else await env.DIRECTORY.delete(`${this.#source.prefix}/${key}`);
    } catch (error) {
      log("warn", "directory_not_renewed", faultFacts(error));
    } finally {
      known.renewing = false;
    }
  }

  async #fromKv(env: Env, key: string): Promise<T | null> {
    try {
      const copy = await env.DIRECTORY.get(`${this.#source.prefix}/${key}`, "json");
      const parsed = this.#source.schema.safeParse(copy);
      return parsed.success ? parsed.data : null;
    } catch (error) {
      log("warn", "directory_kv_failed", faultFacts(error));
      return null;
    }
  }

  async #toKv(env: Env, key: string, value: T): Promise<void> {
    const options = { expirationTtl: KV_TTL_SECONDS };
    try {
      await env.DIRECTORY.put(`${this.#source.prefix}/${key}`, JSON.stringify(value), options);
    } catch (error) {
      log("warn", "directory_kv_failed", faultFacts(error));
    }
  }

  #keep(key: string, entry: Cached<T>): void {
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= MAX_ENTRIES && !oldest.done) this.#entries.delete(oldest.value);
    this.#entries.set(key, entry);
  }
}

const branches = new Shelf<BranchEntry>({ prefix: "branch", schema: branchEntry, load: loadBranch });
const connections = new Shelf<ConnectionEntry>({ prefix: "connection", schema: connectionEntry, load: loadConnection });
const voices = new Shelf<VoiceRules>({ prefix: "voice", schema: voiceRules, load: loadVoice });
const numbers = new Shelf<NumberEntry>({
  prefix: "number",
  schema: numberEntry,
  load: (env, e164) => findNumberOwner(env.DB, e164),
});
const senders = new Shelf<SenderEntry>({ prefix: "sender", schema: senderEntry, load: loadSender });

/** Null when this tenant has no such branch: another tenant's branch does not exist for it. */
export function findBranchEntry(
  env: Env,
  background: Background,
  ids: { tenantId: TenantId; branchId: BranchId },
): Promise<BranchEntry | null> {
  return branches.get(env, background, `${ids.tenantId}/${ids.branchId}`);
}

/** Called after an edit, so that calls hear of it at once. */
export function reloadBranchEntry(
  env: Env,
  ids: { tenantId: TenantId; branchId: BranchId },
): Promise<BranchEntry | null> {
  return branches.reload(env, `${ids.tenantId}/${ids.branchId}`);
}

/** What the agent of a branch that exists knows and may do. */
export async function findVoiceRules(
  env: Env,
  background: Background,
  ids: { tenantId: TenantId; branchId: BranchId },
): Promise<VoiceRules> {
  const found = await voices.get(env, background, `${ids.tenantId}/${ids.branchId}`);
  if (!found) throw new Error("a branch has voice rules, if only the usual ones");
  return found;
}

/** Called after an edit, so that calls hear of it at once. */
export function reloadVoiceRules(env: Env, ids: { tenantId: TenantId; branchId: BranchId }): Promise<unknown> {
  return voices.reload(env, `${ids.tenantId}/${ids.branchId}`);
}

/** Null for an unknown and for a disabled connection alike. */
export function findConnectionEntry(
  env: Env,
  background: Background,
  id: ConnectionId,
): Promise<ConnectionEntry | null> {
  return connections.get(env, background, id);
}

/** Called after an edit, so that webhooks hear of it at once. Null: it is gone or disabled. */
export function reloadConnectionEntry(env: Env, id: ConnectionId): Promise<ConnectionEntry | null> {
  return connections.reload(env, id);
}

/** Whose number it is, asked only for numbers that the connection on the line does not have. Null: nobody's. */
export function findNumberEntry(env: Env, background: Background, e164: string): Promise<NumberEntry | null> {
  return numbers.get(env, background, e164);
}

/** Null for an unknown and for a disabled sender alike. */
export function findSenderEntry(env: Env, background: Background, id: SenderId): Promise<SenderEntry | null> {
  return senders.get(env, background, id);
}

/** Called after an edit, so that webhooks hear of it at once. */
export function reloadSenderEntry(env: Env, id: SenderId): Promise<SenderEntry | null> {
  return senders.reload(env, id);
}

async function loadBranch(env: Env, key: string): Promise<BranchEntry | null> {
  const [tenant, branch] = key.split("/");
  const db = tenantDb(env.DB, tenant as TenantId); // `findBranchEntry` made the key from verified ids
  const [rules, wrappedKey] = await Promise.all([loadRulebook(db, branch as BranchId), findWrappedKey(db)]);
  return rules && wrappedKey !== null ? { rules, wrappedKey } : null;
}

function loadVoice(env: Env, key: string): Promise<VoiceRules> {
  const [tenant, branch] = key.split("/");
  return loadVoiceRules(tenantDb(env.DB, tenant as TenantId), branch as BranchId); // verified, as above
}

async function loadConnection(env: Env, key: string): Promise<ConnectionEntry | null> {
  const found = await findConnectionById(env.DB, key as ConnectionId);
  if (!found) return null;
  return {
    id: found.connection.id,
    tenantId: found.tenant.id,
    provider: found.connection.provider,
    wrappedKey: found.tenant.wrappedKey,
    sealedSecret: found.connection.sealedSecret,
    defaultBranchId: found.connection.defaultBranchId,
    numbers: found.phoneNumbers,
    branchIds: found.branchIds,
    agents: found.agents,
    language: found.tenant.language,
  };
}

async function loadSender(env: Env, key: string): Promise<SenderEntry | null> {
  const row = await findSenderById(env.DB, key as SenderId);
  if (!row || row.disabledAt !== null) return null;
  const wrappedKey = await findWrappedKey(tenantDb(env.DB, row.tenantId));
  if (wrappedKey === null) return null;
  const { id, tenantId: owner, vendor, sealedSecret } = row;
  return { id, tenantId: owner, vendor, sealedSecret, wrappedKey };
}
