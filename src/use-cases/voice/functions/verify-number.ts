import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { listSenders } from "../../../db/queries/message-senders.ts";
import {
  countGuess,
  findOpenVerification,
  findVerified,
  markVerified,
  verificationInsert,
} from "../../../db/queries/phone-verifications.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { phoneCodeLimits } from "../../../domain/identity/strict-limits.ts";
import { type VerificationId, verificationId } from "../../../domain/ids.ts";
import { codeWords, newPhoneCode, PHONE_CODE_MS, PROVEN_MS } from "../../../domain/voice/phone-code.ts";
import { askCalendar } from "../../booking/branch-access.ts";
import { takeStrict } from "../../identity/strict-limit.ts";
import { messageInsert, sealMessage, wakeMessages } from "../../messaging/queue-message.ts";
import { newId } from "../../new-id.ts";
import { hashPhoneCode, isPhoneCode } from "../phone-code-hash.ts";
import { readBackPhone, readPhone } from "../read-phone.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";

type SendArgs = z.infer<typeof voiceFunctions.send_verification_code>;
type CheckArgs = z.infer<typeof voiceFunctions.check_verification_code>;

/**
 * Sends a code to a number that the caller says is theirs. It goes out only when something is booked under that number,
 * and the answer is the same either way: nobody learns whose appointments there are, and nobody earns by messages.
 */
export async function sendVerificationCode(context: VoiceContext, { phone }: SendArgs): Promise<VoiceAnswer> {
  const { access, say, speech } = context;
  const number = readPhone(context, phone);
  if (!number.ok) return number.error;
  if (number.value === null) return refuse("phone_needed", say.ask("phone"));
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  const senders = await listSenders(db);
  if (!senders.some(({ channel, disabledAt }) => channel === "sms" && disabledAt === null)) {
    return refuse("not_configured", say.codeNotPossible());
  }
  const [callId, phoneIndex] = [await context.callId(), await access.vault.phoneIndex(number.value)];
  if (!(await isWithinLimits(context, db, { callId, phoneIndex }))) {
    return refuse("too_many_attempts", say.codeNotPossible());
  }
  const [id, code] = [newId("vrf"), newPhoneCode(crypto.getRandomValues(new Uint32Array(1)))];
  const codeHash = hashPhoneCode(access.env, id, code);
  const times = { createdAt: speech.now, expiresAt: speech.now + PHONE_CODE_MS };
  const insert = verificationInsert(db, { id, callId, phoneIndex, codeHash, ...times });
  const upcoming = await askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, phoneIndex));
  if (upcoming.length === 0) await insert;
  else await store(context, db, insert, { id, to: number.value, code });
  const spelled = readBackPhone(context, number.value);
  return { ok: true, say: say.codeSent({ phone: spelled }), data: { phone: spelled } };
}

type Code = { id: VerificationId; to: string; code: string };

async function store(
  { access, speech }: VoiceContext,
  db: TenantDb,
  insert: ReturnType<typeof verificationInsert>,
  { id, to, code }: Code,
): Promise<void> {
  const { language, now } = speech;
  const body = { text: codeWords(language, access.rules.tenantName, code) };
  const about = { customerId: null, appointmentId: null, appointmentStartsAt: null, language };
  const draft = { channel: "sms", purpose: "transactional", kind: "code", uniqueKey: `code/${id}`, to, body } as const;
  const message = await sealMessage(access.vault, { ...draft, ...about }, now);
  await db.orm.batch([insert, messageInsert(db, message)]);
  await wakeMessages(access.env, db.tenantId, [message.id]);
}

/** By call, by number, and by business: whoever guesses or pumps runs into one of them. */
async function isWithinLimits(
  { access }: VoiceContext,
  { tenantId }: TenantDb,
  { callId, phoneIndex }: { callId: string; phoneIndex: string },
): Promise<boolean> {
  const { call, number, tenant } = phoneCodeLimits;
  const counted = [
    [call, callId],
    [number, `${tenantId}/${phoneIndex}`],
    [tenant, tenantId],
  ] as const;
  for (const [limit, key] of counted) if (!(await takeStrict(access.env, limit, key)).ok) return false;
  return true;
}

/** What the caller read out. After five guesses, or ten minutes, a code is worth nothing. */
export async function checkVerificationCode(context: VoiceContext, { code }: CheckArgs): Promise<VoiceAnswer> {
  const { access, say, speech } = context;
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  const open = await findOpenVerification(db, await context.callId(), speech.now);
  const given = code.replaceAll(/\D/g, "");
  // Counted before it is compared, so that guesses at the same time all count.
  const isRight = open && (await countGuess(db, open)) && isPhoneCode(access.env, open, given);
  if (!isRight) return refuse("wrong_code", say.codeWrong());
  await markVerified(db, open.id, speech.now);
  return { ok: true, say: say.codeRight(), data: { verificationId: open.id } };
}

/** Whose appointments may be told and changed: the number that was proven in this call, or else the one on the line. */
export async function provenIndex(context: VoiceContext, given: string | undefined): Promise<string | null> {
  const id = verificationId.safeParse(given);
  if (!id.success) return context.callerIndex();
  const { access, speech } = context;
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  const proven = await findVerified(db, { id: id.data, callId: await context.callId() }, speech.now - PROVEN_MS);
  return proven?.phoneIndex ?? context.callerIndex();
}
