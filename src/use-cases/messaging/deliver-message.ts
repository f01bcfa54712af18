import { listSenders } from "../../db/queries/message-senders.ts";
import {
  claimMessage,
  findMessage,
  type MessageOutcome,
  type MessageRow,
  postponeMessage,
  settleMessage,
} from "../../db/queries/messages.ts";
import { consentStatements } from "../../db/queries/opt-outs.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { type MessageId, PLATFORM, type SenderId, type TenantId } from "../../domain/ids.ts";
import {
  EMAIL_GIVEN_UP_SECONDS,
  MAX_EMAIL_ATTEMPTS,
  secondsToNextAttempt,
} from "../../domain/messaging/email-retry.ts";
import type { MessageBody } from "../../domain/messaging/message.ts";
import { UNKNOWN_OUTCOME } from "../../domain/messaging/message-status.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { carriedRequest, log } from "../../log.ts";
import { configuredEmailProviders } from "../../providers/email/configured-provider.ts";
import { overEmail } from "../../providers/messaging/email.ts";
import type { MessageProvider, SendOutcome } from "../../providers/messaging/port.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openGate } from "../vendors/open-gate.ts";
import { gated } from "./gated.ts";
import { optOutReason, reasonNotToSend } from "./may-send.ts";
import { openProvider } from "./open-sender.ts";
import { webhookUrl } from "./senders.ts";
import { shapeForWindow } from "./whatsapp/window.ts";

type Ids = { tenantId: TenantId; messageId: MessageId };
/** Ways to send, in the order in which they are tried. */
export type Carrier = { senderId: SenderId | null; provider: MessageProvider };
type Carriers = (env: Env, db: TenantDb, vault: Vault, row: MessageRow) => Promise<Carrier[]>;

/** Whoever claims a message has this long to send it. */
const CLAIM_MS = 5 * MINUTE_MS;
/** A provider that sends once is asked again after these, and no other is: it may have taken the message. */
const MAY_HAVE_GONE = /^(no_answer|unreadable_answer|status_5\d\d|concurrent_idempotent_requests)$/;

/**
 * Sends a queued message and writes down what became of it. Safe to repeat and to break off anywhere: it is claimed
 * first, and one whose sender broke off is not sent again unless the vendor knows its id.
 */
export async function deliverMessage(
  env: Env,
  ids: Ids,
  now: EpochMs,
  carriersOf: Carriers = ownCarriers,
): Promise<void> {
  const db = tenantDb(env.DB, ids.tenantId);
  const row = await findMessage(db, ids.messageId);
  if (!row || row.nextAttemptAt > now || (row.status !== "queued" && row.status !== "sending")) return;
  if (row.sealedBody === null || row.sealedAddress === null) return settle(db, row, "failed", "unreadable", now);
  const vault = await tenantVault(env, db);
  const carriers = await carriersOf(env, db, vault, row);
  if (row.status === "sending" && !carriers.every(({ provider }) => provider.sendsOnce)) {
    return settle(db, row, "failed", UNKNOWN_OUTCOME, now);
  }
  if (carriers.length === 0) return settle(db, row, "not_sent", `${row.channel}_not_configured`, now);
  const to = await vault.open({ purpose: "message.address", row: row.id }, row.sealedAddress);
  const refused = await reasonNotToSend(env, db, row, to, now);
  if (refused) return settle(db, row, "not_sent", refused, now);
  const words = JSON.parse(await vault.open({ purpose: "message.body", row: row.id }, row.sealedBody)) as MessageBody;
  const body = row.channel === "whatsapp" ? await shapeForWindow(db, words, { ...row, now }) : words;
  if (!body) return settle(db, row, "not_sent", "outside_window", now);
  if (!(await claimMessage(db, row, now + CLAIM_MS))) return;
  const claimed = { ...row, status: "sending" as const, attempts: row.attempts + 1 };
  const hasStopped = async () => (await optOutReason(db, row)) !== null;
  await note(env, db, claimed, await sendByFirst(env, carriers, { id: row.id, to, body }, hasStopped), now);
}

type Sent = Carrier & { outcome: SendOutcome };

/** By the next one only when the one before has certainly not taken it. */
async function sendByFirst(
  env: Env,
  carriers: readonly Carrier[],
  message: { id: string; to: string; body: MessageBody },
  hasStopped: () => Promise<boolean>,
): Promise<Sent> {
  let last: Sent | null = null;
  for (const carrier of carriers) {
    // STOP may have come while the one before was asked. Tried again later, it ends as what it is.
    if (last && (await hasStopped())) return last;
    const { senderId, provider } = carrier;
    const reportUrl = senderId ? `${webhookUrl(env, provider.vendor, senderId)}?message=${message.id}` : "";
    last = { ...carrier, outcome: await provider.send({ ...message, reportUrl }) };
    if (last.outcome.kind !== "retry" || MAY_HAVE_GONE.test(last.outcome.reason)) return last;
  }
  if (!last) throw new Error("a message without a carrier was claimed");
  return last;
}

async function note(env: Env, db: TenantDb, row: MessageRow, sent: Sent, now: EpochMs): Promise<void> {
  const { outcome, senderId, provider } = sent;
  const by = { vendor: provider.vendor, senderId };
  switch (outcome.kind) {
    case "sent": {
      const { vendorId, segments } = outcome;
      return settle(db, row, "sent", null, now, { ...by, vendorId, segments: segments ?? row.segments });
    }
    case "unknown":
      log("warn", "message_outcome_unknown", { messageId: row.id, vendor: provider.vendor, reason: outcome.reason });
      return settle(db, row, "failed", UNKNOWN_OUTCOME, now, by);
    case "refused":
      if (outcome.optedOut) await noteOptOut(db, row, now);
      return settle(db, row, outcome.optedOut ? "not_sent" : "failed", outcome.reason, now, by);
    case "retry":
      return postpone(env, db, row, outcome, now);
    default:
      return outcome satisfies never;
  }
}

async function postpone(
  env: Env,
  db: TenantDb,
  row: MessageRow,
  { reason, retryAfterSeconds }: { reason: string; retryAfterSeconds: number | null },
  now: EpochMs,
): Promise<void> {
  const delaySeconds = secondsToNextAttempt(row.attempts, retryAfterSeconds);
  const isOver = now + delaySeconds * 1_000 > row.createdAt + EMAIL_GIVEN_UP_SECONDS * 1_000;
  if (isOver || row.attempts >= MAX_EMAIL_ATTEMPTS) return settle(db, row, "failed", reason, now);
  await postponeMessage(db, row, { reason, nextAttemptAt: now + delaySeconds * 1_000 });
  const again = { type: "send_message", tenantId: db.tenantId, messageId: row.id, ...carriedRequest() } as const;
  await env.JOBS.send(again, { delaySeconds });
}

/** The vendor knows of a STOP that we have not heard of. */
async function noteOptOut(db: TenantDb, { channel, addressIndex, id }: MessageRow, at: EpochMs): Promise<void> {
  const facts = { id: newId("cns"), channel, addressIndex, messageId: id, at };
  await db.orm.batch(consentStatements(db, { ...facts, action: "withdrawn", source: "vendor" }));
}

async function settle(
  db: TenantDb,
  row: MessageRow,
  status: "sent" | "failed" | "not_sent",
  reason: string | null,
  now: EpochMs,
  by: Omit<MessageOutcome, "status" | "reason"> = {},
): Promise<void> {
  // A code opens something: its words go as soon as nobody needs them.
  const spent = row.kind === "code" ? { sealedBody: null } : {};
  await settleMessage(db, row, { ...by, ...spent, status, reason }, now);
  log(status === "sent" ? "info" : "warn", `message_${status}`, { messageId: row.id, kind: row.kind, reason });
}

/**
 * The platform's accounts, each behind its gate. What the first may have taken already stays with it: only there is it
 * sent once.
 */
function emailCarriers(env: Env, lastReason: string | null): Carrier[] {
  const all = configuredEmailProviders(env);
  const left = MAY_HAVE_GONE.test(lastReason ?? "") ? all.slice(0, 1) : all;
  return left.map((provider) => {
    const gate = openGate(env, { tenantId: PLATFORM, connection: provider.name, provider: provider.name });
    return { senderId: null, provider: gated(overEmail(provider, configOf(env).EMAIL_REPLY_DOMAIN), gate) };
  });
}

/** The tenant's senders on the message's channel, oldest first; for e-mail the platform's accounts. */
async function ownCarriers(env: Env, db: TenantDb, vault: Vault, { channel, reason }: MessageRow): Promise<Carrier[]> {
  if (channel === "email") {
    return emailCarriers(env, reason);
  }
  const rows = (await listSenders(db)).filter((row) => row.channel === channel && row.disabledAt === null);
  return Promise.all(
    rows.map(async (row) => {
      const gate = openGate(env, { tenantId: db.tenantId, connection: row.id, provider: row.vendor });
      return { senderId: row.id, provider: gated(await openProvider(env, vault, row), gate) };
    }),
  );
}
