import { DAY_MS, MINUTE_MS } from "../time.ts";

/** What a link in an e-mail is good for. Each is good once. */
export type TokenPurpose = "verify_email" | "reset_password" | "magic_link" | "invitation" | "change_email";

export const tokenLifeMs: Record<TokenPurpose, number> = {
  verify_email: DAY_MS,
  reset_password: 30 * MINUTE_MS,
  magic_link: 15 * MINUTE_MS,
  invitation: 7 * DAY_MS,
  change_email: DAY_MS,
};

/** How long what is over is kept, so that its link can still say so. */
export const TOKENS_KEPT_MS = 30 * DAY_MS;

/** Pages behind the links. They only show a button: programs that look into mails follow links, but press nothing. */
export const tokenPaths: Record<TokenPurpose, string> = {
  verify_email: "/verify",
  reset_password: "/reset",
  magic_link: "/login/link/open",
  invitation: "/invitation",
  change_email: "/confirm-email",
};
