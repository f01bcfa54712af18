import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time.ts";

/** How long a link from an e-mail opens the customer's pages, once. */
export const PORTAL_LINK_MS = 15 * MINUTE_MS;
/** How long they then stay open, whatever is done there. */
export const PORTAL_SESSION_MS = HOUR_MS;
/** What is shown of the time gone by, and the most that is shown of what is to come. */
export const MAX_PORTAL_PAST = 50;
export const MAX_PORTAL_UPCOMING = 200;
/** How long a customer's calendar address works that no program reads any more. */
export const OWN_FEED_MS = 400 * DAY_MS;
