import { findCustomersByIds } from "../../db/queries/customers.ts";
import { tenantOfMessage } from "../../db/queries/message-sweeps.ts";
import { findMessage, type MessageRow } from "../../db/queries/messages.ts";
import { consentStatements, findOptOut } from "../../db/queries/opt-outs.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { messageId } from "../../domain/ids.ts";
import { withoutQuote } from "../../domain/messaging/email-reply.ts";
import type { ConsentSource } from "../../domain/messaging/message.ts";
import type { EpochMs } from "../../domain/time.ts";
import { log } from "../../log.ts";
import type { EmailEvent, EmailLetter, EmailReply, EmailReport, FetchedEmail } from "../../providers/email/port.ts";
import { takeLetter } from "../leads/inbox/take-letter.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { applyReport } from "./apply-report.ts";
import { keepIncoming } from "./keep-incoming.ts";

/** `fetch`: what the event itself does not say. Null: it cannot be had now. */
type Carrier = { vendor: "resend" | "postmark" | "cloudflare"; fetch(id: string): Promise<FetchedEmail | null> };
export type Applied = "applied" | "too_many";

/**
 * Applies what an e-mail provider tells, before it is acknowledged: it tells again for hours when this throws. The
 * message itself says whose it is. E-mails to users of the dashboard have no row here and are passed over. `too_many`:
 * it shall come again later.
 */
export async function applyEmailEvent(env: Env, carrier: Carrier, event: EmailEvent, now: EpochMs): Promise<Applied> {
  if (event.type === "letter") return openLetter(env, carrier, event, now);
  await applyToMessage(env, carrier, event, now);
  return "applied";
}

async function openLetter(env: Env, carrier: Carrier, letter: EmailLetter, now: EpochMs): Promise<Applied> {
  const { text } = letter;
  const words = text === null ? await fetched(carrier, letter.providerId) : { text };
  const taken = await takeLetter(env, carrier.vendor, { ...letter, ...words }, now);
  return taken === "taken" ? "applied" : taken;
}

async function fetched(carrier: Carrier, id: string): Promise<FetchedEmail> {
  const email = await carrier.fetch(id);
  if (!email) throw new Error("the words of an e-mail could not be fetched");
  return email;
}

async function applyToMessage(
  env: Env,
  carrier: Carrier,
  event: EmailReport | EmailReply,
  now: EpochMs,
): Promise<void> {
  const id = messageId.safeParse(event.messageId);
  const tenantId = id.success ? await tenantOfMessage(env.DB, id.data) : null;
  if (!id.success || !tenantId) return log("info", "email_event_of_no_message", { type: event.type });
  const db = tenantDb(env.DB, tenantId);
  const row = await findMessage(db, id.data);
  if (row?.channel !== "email") return;
  await (event.type === "reply" ? keepReply(env, db, { row, carrier }, event, now) : apply(db, row, event, now));
}

async function apply(db: TenantDb, row: MessageRow, report: EmailReport, now: EpochMs): Promise<void> {
  const { status, reason, suppression, providerId: vendorId } = report;
  const nothing = { optedOut: false, segments: null, costMicros: null, currency: null };
  if (status !== null) {
    await applyReport(db, { type: "status", vendorId, messageId: row.id, status, reason, ...nothing }, now);
  }
  if (suppression !== null) await suppress(db, row, suppression, now);
}

/** The worst wins, so that any order ends the same. */
const weights: Record<ConsentSource, number> = { word: 1, staff: 1, vendor: 2, bounce: 3, complaint: 4 };

/** What a person has said, no vendor takes back. */
function isVendors(known: ConsentSource | null): boolean {
  return known === "vendor" || known === "bounce" || known === "complaint";
}

/** The same told again changes nothing, so the ledger has each cause once. */
async function suppress(
  db: TenantDb,
  { id, channel, addressIndex }: MessageRow,
  cause: NonNullable<EmailReport["suppression"]>,
  at: EpochMs,
): Promise<void> {
  const known = await findOptOut(db, channel, addressIndex);
  if (cause === "lifted" ? !isVendors(known) : weights[cause] <= (known === null ? 0 : weights[known])) return;
  const action = cause === "lifted" ? ("restored" as const) : ("withdrawn" as const);
  const source = cause === "lifted" ? ("vendor" as const) : cause;
  const entry = { id: newId("cns"), channel, addressIndex, messageId: id, at, action, source };
  await db.orm.batch(consentStatements(db, entry));
}

async function keepReply(
  env: Env,
  db: TenantDb,
  { row, carrier }: { row: MessageRow; carrier: Carrier },
  { providerId: vendorId, from, text }: EmailReply,
  now: EpochMs,
): Promise<void> {
  const words = text ?? (await fetched(carrier, vendorId)).text;
  const vault = await tenantVault(env, db);
  const [customer = null] = row.customerId === null ? [] : await findCustomersByIds(db, [row.customerId]);
  const said = { text: withoutQuote(words), from, vendorId, vendorMeaning: null, customer };
  const place = { vendor: carrier.vendor, senderId: null, channel: "email" as const };
  await keepIncoming(env, { db, vault }, { ...place, ...said, addressIndex: await vault.emailIndex(from) }, now);
}
