import { listSenders } from "../../db/queries/message-senders.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Hold } from "../../domain/booking/appointment.ts";
import { onlineServices } from "../../domain/booking/public-booking.ts";
import type { CallId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { dayWords } from "../../domain/messaging/day-words.ts";
import { type EpochMs, MINUTE_MS, toRfc3339 } from "../../domain/time.ts";
import { askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { heldToken } from "../booking/public/held-link.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { hashToken } from "../identity/token.ts";
import { callIdempotency } from "./voice-context.ts";

type Carried = { callId: CallId; slug: string; language: Language };
type Words = { business: string; service: string; date: string; time: string; until: string; link: string };

/** With less than this left, a text comes too late. */
const WORTH_A_TEXT_MS = MINUTE_MS;

const words: Record<Language, (words: Words) => string> = {
  de: ({ business, service, date, time, until, link }) =>
    `${business}: ${service} am ${date} um ${time} halten wir bis ${until} für Sie frei. Hier buchen: ${link}`,
  en: ({ business, service, date, time, until, link }) =>
    `${business}: we are keeping ${service} on ${date} at ${time} for you until ${until}. Book it here: ${link}`,
};

/**
 * Makes what a call still holds claimable by a link, with five whole minutes where it can have them, and tells of it.
 * Null when nothing is held that could be booked on the web, or nobody could be told. Safe to repeat.
 */
export async function carryHold(
  db: TenantDb,
  access: BranchAccess,
  { callId, slug, language }: Carried,
  now: EpochMs,
): Promise<string | null> {
  const { env, rules } = access;
  const [senders, { confirms }] = [await listSenders(db), await findMessageSettings(db)];
  const canSend = senders.some(({ channel, disabledAt }) => channel === "sms" && disabledAt === null);
  if (!confirms || !canSend) return null;
  const token = heldToken(env, callId);
  const hold = await carry(access, callId, await hashToken(token));
  const service = hold && onlineServices(rules).find(({ id }) => id === hold.serviceId);
  if (!service || hold.expiresAt < now + WORTH_A_TEXT_MS) return null;
  const { startsAt, expiresAt } = hold;
  const at = toRfc3339(rules.timeZone, startsAt);
  const link = pageUrl(env, `/b/${slug}/${rules.branchId}/${service.id}/book`, { at, held: token, lang: language });
  const until = dayWords(language, rules.timeZone, expiresAt).time;
  const when = dayWords(language, rules.timeZone, startsAt);
  return words[language]({ business: rules.tenantName, service: service.name, ...when, until, link });
}

async function carry(access: BranchAccess, callId: CallId, claimHash: string): Promise<Hold | null> {
  const change = { do: "carry" as const, claimHash };
  const idempotency = await callIdempotency(callId, "carry_hold", change);
  const command = { change, holder: callId, actor: callId, idempotency };
  const carried = await askCalendar(access, (calendar, ref) => calendar.changeHold(ref, command));
  return carried.ok ? carried.value : null;
}
