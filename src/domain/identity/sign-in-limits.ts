import type { StrictLimit } from "./limits.ts";

/**
 * Attempts at one account from browsers that it does not know: the more, the longer the wait. Asked in this order, so
 * that an attempt which a short limit refuses does not count for a longer one.
 */
export const accountLimits: readonly StrictLimit[] = [
  { name: "sign-in.account.minute", limit: 5, periodSeconds: 60 },
  { name: "sign-in.account.quarter", limit: 10, periodSeconds: 15 * 60 },
  { name: "sign-in.account.day", limit: 40, periodSeconds: 24 * 60 * 60 },
];

/** Attempts at one account from a browser that has signed in to it before: strangers cannot use these up. */
export const deviceLimits: readonly StrictLimit[] = [
  { name: "sign-in.device.minute", limit: 5, periodSeconds: 60 },
  { name: "sign-in.device.hour", limit: 20, periodSeconds: 60 * 60 },
];

/** Attempts at any account from one network, passkeys included. A salon's staff share one. */
export const networkLimit: StrictLimit = { name: "sign-in.network", limit: 30, periodSeconds: 5 * 60 };

/** Codes for one account, by whoever knows its password. At 6 digits a guess in a million is right. */
export const codeLimits: readonly StrictLimit[] = [
  { name: "sign-in.code.quarter", limit: 10, periodSeconds: 15 * 60 },
  { name: "sign-in.code.day", limit: 50, periodSeconds: 24 * 60 * 60 },
];

/** Proofs of a signed-in user, wrong or right. */
export const stepUpLimits: readonly StrictLimit[] = [
  { name: "step-up.minute", limit: 5, periodSeconds: 60 },
  { name: "step-up.hour", limit: 20, periodSeconds: 60 * 60 },
];

/** Codes that one pending login may try. */
export const MAX_CODES_A_LOGIN = 5;
