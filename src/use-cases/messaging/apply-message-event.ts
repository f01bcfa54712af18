import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { stopEnrolments } from "../../db/queries/enrolments.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findSender, type SenderRow } from "../../db/queries/message-senders.ts";
import {
  findMessage,
  findMessageByKey,
  findMessageByVendorId,
  messageInsert,
  settleMessage,
} from "../../db/queries/messages.ts";
import { consentStatements } from "../../db/queries/opt-outs.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { type MessageId, messageId, type SenderId, type TenantId } from "../../domain/ids.ts";
import { afterReport } from "../../domain/messaging/message-status.ts";
import { meaningOfReply } from "../../domain/messaging/reply-words.ts";
import type { EpochMs } from "../../domain/time.ts";
import { log } from "../../log.ts";
import type { IncomingMessage, MessageEvent, StatusReport } from "../../providers/messaging/port.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { actOnReply } from "./act-on-reply.ts";

type Given = { tenantId: TenantId; senderId: SenderId; sealedEvent: string };

const MAX_ROUNDS = 5;

/** Applies what a vendor has told. Safe to repeat, and in any order. */
export async function applyMessageEvent(
  env: Env,
  { tenantId, senderId, sealedEvent }: Given,
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const sender = await findSender(db, senderId);
  if (!sender) return; // deleted meanwhile
  const vault = await tenantVault(env, db);
  const event = JSON.parse(await vault.open({ purpose: "message.event", row: senderId }, sealedEvent)) as MessageEvent;
  await (event.type === "status" ? applyReport(db, event, now) : keepIncoming(env, db, vault, sender, event, now));
}

async function applyReport(db: TenantDb, report: StatusReport, now: EpochMs): Promise<void> {
  const { vendorId, segments, costMicros, currency } = report;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const row = await findReported(db, report);
    if (!row) return log("warn", "report_of_unknown_message", { vendorId });
    const after = afterReport(row, report);
    const priced = costMicros === null ? {} : { costMicros, currency };
    const told = { ...priced, ...(segments === null ? {} : { segments }), vendorId };
    const next = after ? { status: after.status, reason: after.reason } : { status: row.status, reason: row.reason };
    if (await settleMessage(db, row, { ...told, ...next }, row.settledAt ?? now)) {
      return report.optedOut ? withdraw(db, row, now) : undefined;
    }
  }
  throw new Error("a message changed too often to apply a report");
}

/** Ours first: the vendor's answer with its id may not be written down yet, or never have come. */
async function findReported(db: TenantDb, { messageId: ours, vendorId }: StatusReport) {
  const parsed = messageId.safeParse(ours);
  const row = parsed.success ? await findMessage(db, parsed.data) : null;
  if (row && (row.vendorId === null || row.vendorId === vendorId)) return row;
  return findMessageByVendorId(db, vendorId);
}

async function withdraw(
  db: TenantDb,
  { channel, addressIndex, id }: { channel: SenderRow["channel"]; addressIndex: string; id: MessageId },
  at: EpochMs,
): Promise<void> {
  const facts = { id: newId("cns"), channel, addressIndex, messageId: id, at };
  await db.orm.batch(consentStatements(db, { ...facts, action: "withdrawn", source: "vendor" }));
}

/** The words and what they mean for consent in one batch, once for each message of the vendor. */
async function keepIncoming(
  env: Env,
  db: TenantDb,
  vault: Vault,
  { id: senderId, vendor, channel }: SenderRow,
  { vendorId, from, text, vendorMeaning }: IncomingMessage,
  now: EpochMs,
): Promise<void> {
  const uniqueKey = `in/${vendor}/${vendorId}`;
  if (await findMessageByKey(db, uniqueKey)) return;
  const id = newId("msg");
  const addressIndex = await vault.phoneIndex(from);
  const [customer, tenant] = [await findCustomerByPhone(db, addressIndex), await findTenant(db)];
  const meaning = vendorMeaning ?? meaningOfReply(text, vendor);
  const isAnswer = meaning === "confirm" || meaning === "cancel";
  const answered = isAnswer ? await actOnReply(env, db, { meaning, addressIndex, key: uniqueKey }, now) : null;
  const insert = messageInsert(db, {
    id,
    uniqueKey,
    channel,
    direction: "inbound",
    purpose: "transactional",
    kind: meaning ?? "text",
    reason: answered?.outcome ?? null,
    appointmentId: answered?.appointmentId ?? null,
    customerId: customer?.id ?? null,
    language: customer?.language ?? tenant?.language ?? "en",
    status: "received",
    vendor,
    senderId,
    vendorId,
    addressIndex,
    sealedAddress: await vault.seal({ purpose: "message.address", row: id }, from),
    sealedBody: await vault.seal({ purpose: "message.body", row: id }, JSON.stringify({ text })),
    createdAt: now,
    nextAttemptAt: now,
    settledAt: now,
  });
  const ending = stopEnrolments(db, { addressIndex }, meaning === "stop" ? "opted_out" : "replied", now);
  if (meaning !== "stop" && meaning !== "start") return void (await db.orm.batch([insert, ending]));
  const action = meaning === "stop" ? ("withdrawn" as const) : ("restored" as const);
  const entry = { id: newId("cns"), channel, addressIndex, action, source: "word" as const, messageId: id, at: now };
  await db.orm.batch([insert, ending, ...consentStatements(db, entry)]);
}
