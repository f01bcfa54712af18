import { isPaused } from "../../db/queries/conversations.ts";
import type { CustomerRow } from "../../db/queries/customers.ts";
import { stopEnrolments } from "../../db/queries/enrolments.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findMessageByKey, firstInsert, isKnownMessage } from "../../db/queries/messages.ts";
import { type ConsentEntry, consentStatements, isOptedOut } from "../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { SenderId } from "../../domain/ids.ts";
import { needsReader } from "../../domain/messaging/conversation.ts";
import type { MessageChannel, MessageVendor } from "../../domain/messaging/message.ts";
import { isVendorStart, meaningOfReply, type ReplyMeaning } from "../../domain/messaging/reply-words.ts";
import type { EpochMs } from "../../domain/time.ts";
import { newId } from "../new-id.ts";
import { acknowledgeByReply } from "../on-call/acknowledge.ts";
import { actOnReply } from "./act-on-reply.ts";
import { noteIncoming, tellOfMessage } from "./inbox/note-message.ts";

/** What somebody wrote, and what is known of them. */
export type Incoming = {
  vendor: MessageVendor;
  senderId: SenderId | null;
  channel: MessageChannel;
  vendorId: string;
  from: string;
  addressIndex: string;
  text: string;
  vendorMeaning: "stop" | "start" | null;
  customer: Pick<CustomerRow, "id" | "language"> | null;
};

/** The words, what they mean for consent, and the conversation in one batch, once for each message of the vendor. */
export async function keepIncoming(
  env: Env,
  { db, vault }: { db: TenantDb; vault: Vault },
  incoming: Incoming,
  now: EpochMs,
): Promise<void> {
  const { vendor, senderId, channel, vendorId, from, addressIndex, text, customer } = incoming;
  const uniqueKey = `in/${vendor}/${vendorId}`;
  if (await findMessageByKey(db, uniqueKey)) return;
  const id = newId("msg");
  const tenant = await findTenant(db);
  const meaning = await meaningOf(db, incoming);
  const answered = await act(env, db, incoming, { meaning, uniqueKey }, now);
  const insert = firstInsert(db, {
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
  const noted = { messageId: id, channel, addressIndex, customerId: customer?.id ?? null, at: now };
  const inbox = noteIncoming(db, noted, needsReader(meaning, answered?.outcome ?? null));
  const consent = consentOf(db, meaning, { channel, addressIndex, messageId: id, at: now });
  const ending = stopEnrolments(db, { addressIndex }, meaning === "stop" ? "opted_out" : "replied", now);
  try {
    await db.orm.batch([insert, ending, ...inbox, ...consent]);
  } catch (error) {
    if (isKnownMessage(error)) return; // the vendor has sent it twice, and both are worked on at the same time
    throw error;
  }
  await tellOfMessage(env, db, noted);
  // E-mail's senders anybody can claim to be.
  if (meaning === "confirm" && channel !== "email") await acknowledgeByReply(env, db, addressIndex, now);
}

/** As the vendor takes it, for that decides what it delivers. */
async function meaningOf(
  db: TenantDb,
  { vendor, vendorMeaning, text, channel, addressIndex }: Incoming,
): Promise<ReplyMeaning> {
  if (vendorMeaning !== null) return vendorMeaning;
  const isLifted = isVendorStart(text, vendor) && (await isOptedOut(db, channel, addressIndex));
  return isLifted ? "start" : meaningOfReply(text, vendor);
}

/** Nothing while somebody has taken over; nor by e-mail, whose senders anybody can claim to be. */
async function act(
  env: Env,
  db: TenantDb,
  { channel, addressIndex, customer }: Incoming,
  { meaning, uniqueKey }: { meaning: ReplyMeaning; uniqueKey: string },
  now: EpochMs,
) {
  if (channel === "email" || (meaning !== "confirm" && meaning !== "cancel")) return null;
  if (customer && (await isPaused(db, customer.id))) return null;
  return actOnReply(env, db, { meaning, addressIndex, key: uniqueKey }, now);
}

type Word = Pick<ConsentEntry, "channel" | "addressIndex" | "messageId" | "at">;

function consentOf(db: TenantDb, meaning: ReplyMeaning, word: Word) {
  if (meaning !== "stop" && meaning !== "start") return [];
  const action = meaning === "stop" ? ("withdrawn" as const) : ("restored" as const);
  return consentStatements(db, { ...word, id: newId("cns"), action, source: "word" });
}
