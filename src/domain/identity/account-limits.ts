import type { StrictLimit } from "./limits.ts";

/** Sign-ups from one network: a salon's staff share one, a script farm does not stop at ten. */
export const signUpNetworkLimit: StrictLimit = { name: "sign-up.network", limit: 10, periodSeconds: 60 * 60 };

/** E-mails that anybody can ask for to one address: links to sign in, to verify, to choose a new password. */
export const mailAddressLimits: readonly StrictLimit[] = [
  { name: "account-mail.address.quarter", limit: 3, periodSeconds: 15 * 60 },
  { name: "account-mail.address.day", limit: 10, periodSeconds: 24 * 60 * 60 },
];

/** E-mails asked for from one network, to whatever address. */
export const mailNetworkLimit: StrictLimit = { name: "account-mail.network", limit: 20, periodSeconds: 60 * 60 };

/** Links that one network tries to use. At 256 bits nobody guesses one; this keeps the asking cheap. */
export const tokenNetworkLimit: StrictLimit = { name: "account-token.network", limit: 60, periodSeconds: 5 * 60 };

/** Invitations of one business, new and repeated. */
export const invitationLimits: readonly StrictLimit[] = [
  { name: "invitation.hour", limit: 30, periodSeconds: 60 * 60 },
  { name: "invitation.day", limit: 100, periodSeconds: 24 * 60 * 60 },
];

/** Tries of a signed-in user to change password or address, wrong or right. */
export const ownChangeLimit: StrictLimit = { name: "own-account.change", limit: 10, periodSeconds: 15 * 60 };
