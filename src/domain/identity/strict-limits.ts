import type { StrictLimit } from "./limits.ts";

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Whatever is counted exactly, by an object for each limit and key, and closed when that does not answer: what strangers
 * may do, and what guesses at a secret or carries customers away. Networks are `clientNetwork` of `CF-Connecting-IP`.
 */
export const strictLimits = {
  // Attempts at one account from browsers that it does not know: the more, the longer the wait.
  "sign-in.account.minute": { limit: 5, periodSeconds: MINUTE },
  "sign-in.account.quarter": { limit: 10, periodSeconds: QUARTER },
  "sign-in.account.day": { limit: 40, periodSeconds: DAY },
  // Attempts from a browser that has signed in to the account before: strangers cannot use these up.
  "sign-in.device.minute": { limit: 5, periodSeconds: MINUTE },
  "sign-in.device.hour": { limit: 20, periodSeconds: HOUR },
  // Attempts at any account from one network, passkeys included. A salon's staff share one.
  "sign-in.network": { limit: 30, periodSeconds: 5 * MINUTE },
  // Codes for one account, by whoever knows its password. At 6 digits a guess in a million is right.
  "sign-in.code.quarter": { limit: 10, periodSeconds: QUARTER },
  "sign-in.code.day": { limit: 50, periodSeconds: DAY },
  // Proofs of a signed-in user, and their tries to change password or address, wrong or right.
  "step-up.minute": { limit: 5, periodSeconds: MINUTE },
  "step-up.hour": { limit: 20, periodSeconds: HOUR },
  "own-account.change": { limit: 10, periodSeconds: QUARTER },
  // New businesses: a salon's staff share a network, a script farm does not stop at ten.
  "sign-up.network": { limit: 10, periodSeconds: HOUR },
  // E-mails that anybody can ask for: links to sign in, to verify, to choose a new password.
  "account-mail.address.quarter": { limit: 3, periodSeconds: QUARTER },
  "account-mail.address.day": { limit: 10, periodSeconds: DAY },
  "account-mail.network": { limit: 20, periodSeconds: HOUR },
  // Links that one network tries to use. At 256 bits nobody guesses one; this keeps the asking cheap.
  "account-token.network": { limit: 60, periodSeconds: 5 * MINUTE },
  // Invitations of one business, new and repeated.
  "invitation.hour": { limit: 30, periodSeconds: HOUR },
  "invitation.day": { limit: 100, periodSeconds: DAY },
  // What strangers book on public pages from one network, which a family shares; moves and cancellations by one link.
  "public-booking.network": { limit: 20, periodSeconds: HOUR },
  // Requests that strangers send by the form from one network.
  "public-contact.network": { limit: 10, periodSeconds: HOUR },
  "manage-link": { limit: 30, periodSeconds: HOUR },
  // The customers' own pages: links asked for and used, what is changed there, and asking to be forgotten.
  "portal-link.network": { limit: 20, periodSeconds: HOUR },
  "portal-link.address.quarter": { limit: 3, periodSeconds: QUARTER },
  "portal-link.address.day": { limit: 10, periodSeconds: DAY },
  "portal-open.network": { limit: 60, periodSeconds: 5 * MINUTE },
  "portal-acts": { limit: 60, periodSeconds: HOUR },
  "erasure-request": { limit: 1, periodSeconds: DAY },
  // Text messages: whoever makes a business send to a number of theirs earns by each one.
  "sms.number.hour": { limit: 6, periodSeconds: HOUR },
  "sms.number.day": { limit: 15, periodSeconds: DAY },
  "sms.tenant.hour": { limit: 500, periodSeconds: HOUR },
  "sms.tenant.day": { limit: 1_000, periodSeconds: DAY },
  // One calendar's address: programs ask every few minutes, on each of a person's devices.
  "calendar-file": { limit: 120, periodSeconds: HOUR },
  // One message of a vendor of calendars: that something changed is told once, however often it comes.
  "calendar-hint": { limit: 1, periodSeconds: HOUR },
  // Looks over all that stands at one account, by hand: each reads half a year of a calendar.
  "calendar-reconcile": { limit: 6, periodSeconds: HOUR },
  // Codes by which callers prove a number: by the call, the number, the business.
  "phone-code.call": { limit: 3, periodSeconds: HOUR },
  "phone-code.number": { limit: 5, periodSeconds: DAY },
  "phone-code.tenant": { limit: 60, periodSeconds: HOUR },
  // Files of whole tables by one person or key: each reads up to thousands of rows, and carries customers away.
  "data.export": { limit: 60, periodSeconds: HOUR },
} as const satisfies Record<string, Omit<StrictLimit, "name">>;
type Name = keyof typeof strictLimits;

/** Asked in this order, so that an attempt which a short limit refuses does not count for a longer one. */
export const accountLimits = several("sign-in.account.minute", "sign-in.account.quarter", "sign-in.account.day");
export const deviceLimits = several("sign-in.device.minute", "sign-in.device.hour");
export const networkLimit = one("sign-in.network");
export const codeLimits = several("sign-in.code.quarter", "sign-in.code.day");
export const stepUpLimits = several("step-up.minute", "step-up.hour");
export const ownChangeLimit = one("own-account.change");
export const signUpNetworkLimit = one("sign-up.network");
export const mailAddressLimits = several("account-mail.address.quarter", "account-mail.address.day");
export const mailNetworkLimit = one("account-mail.network");
export const tokenNetworkLimit = one("account-token.network");
export const invitationLimits = several("invitation.hour", "invitation.day");
export const publicBookingLimit = one("public-booking.network");
export const publicContactLimit = one("public-contact.network");
export const calendarFileLimit = one("calendar-file");
export const calendarHintLimit = one("calendar-hint");
export const reconcileLimit = one("calendar-reconcile");
export const manageLinkLimit = one("manage-link");
export const portalLinkNetwork = one("portal-link.network");
export const portalLinkAddress = several("portal-link.address.quarter", "portal-link.address.day");
export const portalOpenNetwork = one("portal-open.network");
export const portalActs = one("portal-acts");
export const erasureLimit = one("erasure-request");
export const smsAddressLimits = several("sms.number.hour", "sms.number.day");
export const smsTenantLimits = several("sms.tenant.hour", "sms.tenant.day");
export const phoneCodeLimits = {
  call: one("phone-code.call"),
  number: one("phone-code.number"),
  tenant: one("phone-code.tenant"),
};
export const exportLimit = one("data.export");

/** Codes that one pending login may try. */
export const MAX_CODES_A_LOGIN = 5;

function one(name: Name): StrictLimit {
  return { name, ...strictLimits[name] };
}

function several(...names: Name[]): StrictLimit[] {
  return names.map(one);
}
