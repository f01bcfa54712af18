import { openContact } from "../../db/booking-views.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { listSenders } from "../../db/queries/message-senders.ts";
import {
  countGuess,
  findOpenVerification,
  markVerified,
  verificationInsert,
} from "../../db/queries/phone-verifications.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { phoneCodeLimits, portalLinkNetwork, portalOpenNetwork } from "../../domain/identity/strict-limits.ts";
import type { CallId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { newPhoneCode, PHONE_CODE_MS, portalCodeWords } from "../../domain/voice/phone-code.ts";
import type { By } from "../identity/accounts/by.ts";
import { type TooManyAttempts, takeStrict } from "../identity/strict-limit.ts";
import { messageInsert, sealMessage, wakeMessages } from "../messaging/queue-message.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { hashPhoneCode, isPhoneCode } from "../voice/phone-code-hash.ts";
import { anyBooking } from "./any-booking.ts";
import { openSession } from "./open-portal.ts";

/** Whether the business can send a code at all. */
export async function sendsCodes(env: Env, tenantId: TenantId): Promise<boolean> {
  const senders = await listSenders(tenantDb(env.DB, tenantId));
  return senders.some(({ channel, disabledAt }) => channel === "sms" && disabledAt === null);
}

/**
 * Somebody wants a code to a number. Whether anything is booked with it is looked up behind the queue: here the answer
 * and the work are the same for every number. The ticket binds the code to the page that asked; in the table it stands
 * where calls have their id.
 */
export async function requestPortalCode(
  env: Env,
  { tenantId, phone, language }: { tenantId: TenantId; phone: string; language: Language },
  { clientAddress, requestId }: By,
): Promise<Result<CallId, TooManyAttempts>> {
  const phoneIndex = await (await tenantVault(env, tenantDb(env.DB, tenantId))).phoneIndex(phone);
  const counted = [
    [portalLinkNetwork, clientNetwork(clientAddress)],
    [phoneCodeLimits.number, `${tenantId}/${phoneIndex}`],
    [phoneCodeLimits.tenant, tenantId],
  ] as const;
  for (const [limit, key] of counted) {
    const taken = await takeStrict(env, limit, key);
    if (!taken.ok) return taken;
  }
  const ticket = newId("cal");
  await env.JOBS.send({ type: "send_portal_code", tenantId, phoneIndex, ticket, language, requestId });
  return ok(ticket);
}

type Wanted = { tenantId: TenantId; phoneIndex: string; ticket: CallId; language: Language; requestId: string };

/** Behind the queue: does nothing for a number that nothing was booked with. */
export async function sendPortalCode(env: Env, wanted: Wanted, now: EpochMs): Promise<void> {
  const { tenantId, phoneIndex, ticket, language, requestId } = wanted;
  const db = tenantDb(env.DB, tenantId);
  const booking = await anyBooking(env, db, { proof: "phone", index: phoneIndex }, now);
  const tenant = booking && (await findTenant(db));
  if (!tenant || (await findOpenVerification(db, ticket, now))) return; // delivered twice, sent once
  const vault = await tenantVault(env, db);
  const { phone: to } = await openContact(vault, booking.id, booking.sealedContact);
  if (!to) return;
  const [id, code] = [newId("vrf"), newPhoneCode(crypto.getRandomValues(new Uint32Array(1)))];
  const body = { text: portalCodeWords(language, tenant.name, code) };
  const about = { customerId: null, appointmentId: null, appointmentStartsAt: null, language };
  const draft = { channel: "sms", purpose: "transactional", kind: "code", uniqueKey: `code/${id}`, to, body } as const;
  const message = await sealMessage(vault, { ...draft, ...about }, now);
  const times = { createdAt: now, expiresAt: now + PHONE_CODE_MS };
  const row = { id, callId: ticket, phoneIndex, codeHash: hashPhoneCode(env, id, code), ...times };
  const entry = { actor: "system" as const, action: "portal_code.sent", subjectId: booking.id, facts: {} };
  await db.orm.batch([
    verificationInsert(db, row),
    messageInsert(db, message),
    auditInsert(db, { ...entry, requestId, at: now }),
  ]);
  await wakeMessages(env, tenantId, [message.id]);
}

/** What somebody typed. After five guesses, or ten minutes, a code is worth nothing. Opens a session. */
export async function openByCode(
  env: Env,
  { tenantId, ticket, code }: { tenantId: TenantId; ticket: CallId; code: string },
  { clientAddress, requestId, now }: By,
): Promise<Result<string, TooManyAttempts | { reason: "wrong_code" }>> {
  const taken = await takeStrict(env, portalOpenNetwork, clientNetwork(clientAddress));
  if (!taken.ok) return taken;
  const db = tenantDb(env.DB, tenantId);
  const index = await provenBy(env, db, { ticket, code }, now);
  return index === null
    ? err({ reason: "wrong_code" })
    : ok(await openSession(db, { proof: "phone", index }, { requestId, now }));
}

async function provenBy(env: Env, db: TenantDb, { ticket, code }: { ticket: CallId; code: string }, now: EpochMs) {
  const open = await findOpenVerification(db, ticket, now);
  const given = code.replaceAll(/\D/g, "");
  // Counted before it is compared, so that guesses at the same time all count.
  const isRight = open && (await countGuess(db, open)) && isPhoneCode(env, open, given);
  if (!isRight) return null;
  await markVerified(db, open.id, now);
  return open.phoneIndex;
}
