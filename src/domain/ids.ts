import * as z from "zod";
import type { EpochMs } from "./time.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Schema and brand in one: an id is either parsed at an edge or it does not type-check. */
const id = <Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .max(40)
    .refine((text) => isId(prefix, text), `must be an id that starts with "${prefix}_"`)
    .meta({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$` })
    .brand<Prefix>();

export const tenantId = id("ten");
export const branchId = id("brn");
export const serviceId = id("svc");
export const staffId = id("stf");
export const resourceId = id("res");
export const customerId = id("cus");
export const appointmentId = id("apt");
export const holdId = id("hld");
export const callId = id("cal");
export const seriesId = id("ser");
export const busyId = id("bsy");
export const waitlistId = id("wai");
export const conflictId = id("cfl");
export const timeOffId = id("tof");
export const userId = id("usr");
export const operatorId = id("opr");
export const accountTokenId = id("act");
export const sessionId = id("ses");
export const passkeyId = id("psk");
export const impersonationId = id("imp");
export const apiKeyId = id("key");
export const apiRequestId = id("req");
export const connectionId = id("con");
export const phoneNumberId = id("num");
export const eventId = id("evt");
export const deadLetterId = id("dlt");
export const errorGroupId = id("err");
export const webhookEndpointId = id("whk");
export const webhookMessageId = id("whm");
export const webhookDeliveryId = id("whd");
export const emailId = id("eml");
export const circuitId = id("cir");
export const callbackTaskId = id("tsk");
export const knowledgeEntryId = id("kno");
export const transferRuleId = id("trf");
export const listedCallerId = id("clr");
export const functionRecordId = id("fnc");
export const onCallPersonId = id("onc");
export const onCallAlertId = id("alr");
export const outboundCallId = id("oca");
export const feedbackId = id("fbk");
export const pushId = id("psh");
export const messageId = id("msg");
export const senderId = id("snd");
export const conversationId = id("cnv");
export const verificationId = id("vrf");
export const agentVersionId = id("agv");
export const calendarFeedId = id("fed");
export const calendarSubscriptionId = id("sub");
export const leadId = id("led");
export const leadImportId = id("lim");
export const sequenceId = id("sqn");
export const enrolmentId = id("enr");
export const calendarAccountId = id("cac");
export const calendarTargetId = id("ctg");
export const calendarMirrorId = id("cmr");
export const calendarProposalId = id("cpr");
export const calendarReconcileId = id("crr");

export type TenantId = z.infer<typeof tenantId>;
export type BranchId = z.infer<typeof branchId>;
export type ServiceId = z.infer<typeof serviceId>;
export type StaffId = z.infer<typeof staffId>;
export type ResourceId = z.infer<typeof resourceId>;
export type CustomerId = z.infer<typeof customerId>;
export type AppointmentId = z.infer<typeof appointmentId>;
export type HoldId = z.infer<typeof holdId>;
export type CallId = z.infer<typeof callId>;
export type SeriesId = z.infer<typeof seriesId>;
/** Time that is taken in an outside calendar. */
export type BusyId = z.infer<typeof busyId>;
export type WaitlistId = z.infer<typeof waitlistId>;
export type ConflictId = z.infer<typeof conflictId>;
export type TimeOffId = z.infer<typeof timeOffId>;
export type UserId = z.infer<typeof userId>;
export type OperatorId = z.infer<typeof operatorId>;
/** Whoever signs in with factors of their own. */
export type AccountId = UserId | OperatorId;
/** A link in an e-mail, such as an invitation. */
export type AccountTokenId = z.infer<typeof accountTokenId>;
export type SessionId = z.infer<typeof sessionId>;
export type PasskeyId = z.infer<typeof passkeyId>;
export type ImpersonationId = z.infer<typeof impersonationId>;
export type ApiKeyId = z.infer<typeof apiKeyId>;
/** One request by an API key, as the business's log of them keeps it. */
export type ApiRequestId = z.infer<typeof apiRequestId>;
export type ConnectionId = z.infer<typeof connectionId>;
export type PhoneNumberId = z.infer<typeof phoneNumberId>;
export type EventId = z.infer<typeof eventId>;
export type DeadLetterId = z.infer<typeof deadLetterId>;
export type ErrorGroupId = z.infer<typeof errorGroupId>;
export type WebhookEndpointId = z.infer<typeof webhookEndpointId>;
/** What a customer's system is told; the same for all of a tenant's endpoints. */
export type WebhookMessageId = z.infer<typeof webhookMessageId>;
/** One message on its way to one endpoint. */
export type WebhookDeliveryId = z.infer<typeof webhookDeliveryId>;
export type EmailId = z.infer<typeof emailId>;
/** How one account at a vendor is doing. */
export type FeedbackId = z.infer<typeof feedbackId>;
export type PushId = z.infer<typeof pushId>;
export type CircuitId = z.infer<typeof circuitId>;
/** What a caller left to be done. */
export type CallbackTaskId = z.infer<typeof callbackTaskId>;
export type KnowledgeEntryId = z.infer<typeof knowledgeEntryId>;
export type TransferRuleId = z.infer<typeof transferRuleId>;
/** A number that is blocked, or a VIP's. */
export type ListedCallerId = z.infer<typeof listedCallerId>;
/** Somebody whom an emergency rings. */
export type OnCallPersonId = z.infer<typeof onCallPersonId>;
/** An emergency that rings people until one of them takes it. */
export type OnCallAlertId = z.infer<typeof onCallAlertId>;
/** Somebody who shall be called, and again while nobody picks up. */
export type OutboundCallId = z.infer<typeof outboundCallId>;
/** One function that the agent called. */
export type FunctionRecordId = z.infer<typeof functionRecordId>;
/** An SMS, WhatsApp message or e-mail to or from a customer. */
export type MessageId = z.infer<typeof messageId>;
/** A caller's proof that a number is theirs. */
export type VerificationId = z.infer<typeof verificationId>;
/** A number that messages are sent from, at a vendor. */
export type SenderId = z.infer<typeof senderId>;
/** What is written with one person. */
export type ConversationId = z.infer<typeof conversationId>;
/** A branch's voice agent as it was once published. */
export type AgentVersionId = z.infer<typeof agentVersionId>;
/** An address at which calendar programs read our appointments. */
export type CalendarFeedId = z.infer<typeof calendarFeedId>;
/** A calendar kept elsewhere that blocks time here. */
export type CalendarSubscriptionId = z.infer<typeof calendarSubscriptionId>;
/** Somebody who has asked for something and not booked yet. */
export type LeadId = z.infer<typeof leadId>;
/** A file of leads. */
export type LeadImportId = z.infer<typeof leadImportId>;
/** Messages, calls and tasks that follow one another by themselves. */
export type SequenceId = z.infer<typeof sequenceId>;
/** One person on their way through a sequence. */
export type EnrolmentId = z.infer<typeof enrolmentId>;
/** An account at a vendor of calendars. */
export type CalendarAccountId = z.infer<typeof calendarAccountId>;
/** A calendar of such an account that belongs to one of ours. */
export type CalendarTargetId = z.infer<typeof calendarTargetId>;
/** One appointment as it stands at one target. */
export type CalendarMirrorId = z.infer<typeof calendarMirrorId>;
/** What somebody did to a mirror in the calendar outside, and nobody has decided about. */
export type CalendarProposalId = z.infer<typeof calendarProposalId>;
/** One look over all that shall stand at an account. */
export type CalendarReconcileId = z.infer<typeof calendarReconcileId>;

/** The platform as an owner of rows of its own. */
export const PLATFORM = "platform" as TenantId; // no id of a tenant looks like this

/** Anything whose time can be blocked. */
export type CalendarId = StaffId | ResourceId;

export type IdPrefix =
  | "ten"
  | "brn"
  | "svc"
  | "stf"
  | "res"
  | "cus"
  | "apt"
  | "hld"
  | "cal"
  | "ser"
  | "bsy"
  | "fbk"
  | "psh"
  | "wai"
  | "cfl"
  | "tof"
  | "usr"
  | "act"
  | "key"
  | "con"
  | "num"
  | "evt"
  | "whk"
  | "err"
  | "whm"
  | "whd"
  | "wha"
  | "eml"
  | "cir"
  | "msg"
  | "snd"
  | "cnv"
  | "vrf"
  | "fed"
  | "sub"
  | "led"
  | "lev"
  | "lim"
  | "sqn"
  | "enr"
  | "cns"
  | "agv"
  | "aud"
  | "dlt"
  | "ses"
  | "opr"
  | "psk"
  | "req"
  | "imp"
  | "lgn"
  | "tsk"
  | "kno"
  | "trf"
  | "clr"
  | "fnc"
  | "onc"
  | "alr"
  | "oca"
  | "cac"
  | "ctg"
  | "cmr"
  | "cpr"
  | "crr"
  | "cse";

/** `prefix_` + 128 bits in Crockford base32, most significant first, so that ids sort as their bytes do. */
export function formatId<Prefix extends IdPrefix>(prefix: Prefix, bytes: Uint8Array): string & z.$brand<Prefix> {
  let body = "";
  let rest = 0;
  let bits = 2; // 26 digits are 130 bits: two zeros lead
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) body += ALPHABET[(rest >>> (bits - 5)) & 31];
    rest &= (1 << bits) - 1;
  }
  return `${prefix}_${body}` as string & z.$brand<Prefix>; // the brand is what this function earns
}

/** What sorts before every id that is made at this time or later: for rows that lie in the order of their ids. */
export function earliestId<Prefix extends IdPrefix>(prefix: Prefix, at: EpochMs): string & z.$brand<Prefix> {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer); // the first 48 bits of a UUIDv7 are its time
  view.setUint32(0, Math.floor(at / 65_536));
  view.setUint16(4, at % 65_536);
  return formatId(prefix, bytes);
}

function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && BODY.test(text.slice(prefix.length + 1));
}
