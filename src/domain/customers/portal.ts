import type { StrictLimit } from "../identity/limits.ts";
import { HOUR_MS, MINUTE_MS } from "../time.ts";

/** How long a link from an e-mail opens the customer's pages, once. */
export const PORTAL_LINK_MS = 15 * MINUTE_MS;
/** How long they then stay open, whatever is done there. */
export const PORTAL_SESSION_MS = HOUR_MS;
/** What is shown of the time gone by, and the most that is shown of what is to come. */
export const MAX_PORTAL_PAST = 50;
export const MAX_PORTAL_UPCOMING = 200;

/** Links that one network asks for, to whatever address and at whatever business. */
export const portalLinkNetwork: StrictLimit = { name: "portal-link.network", limit: 20, periodSeconds: 60 * 60 };
/** Links to one address of one business: nobody's inbox is to be filled. */
export const portalLinkAddress: readonly StrictLimit[] = [
  { name: "portal-link.address.quarter", limit: 3, periodSeconds: 15 * 60 },
  { name: "portal-link.address.day", limit: 10, periodSeconds: 24 * 60 * 60 },
];
/** Links that one network tries to open. */
export const portalOpenNetwork: StrictLimit = { name: "portal-open.network", limit: 60, periodSeconds: 5 * 60 };
/** Wishes to be forgotten. */
export const erasureRequests: StrictLimit = { name: "erasure-request", limit: 1, periodSeconds: 24 * 60 * 60 };
/** What one customer does there beside looking: moves, cancellations, copies of their data. */
export const portalActs: StrictLimit = { name: "portal-acts", limit: 60, periodSeconds: 60 * 60 };
