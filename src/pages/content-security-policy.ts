/** Where browsers report what a policy stopped. `REPORTING_ENDPOINTS` gives the name that policies use its address. */
export const REPORTS_PATH = "/csp-reports";
export const REPORTING_ENDPOINTS = `csp="${REPORTS_PATH}"`;

const OWN_ONLY = ["default-src 'none'", "base-uri 'none'", "form-action 'self'"];
const NOTHING = [...OWN_ONLY, "frame-ancestors 'none'"];
const REPORTS = [`report-uri ${REPORTS_PATH}`, "report-to csp"];
/** No text becomes code: what would turn it into script or markup throws. */
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", "trusted-types 'none'"];
/** But for the address of the service worker, which one policy gives and no other. */
const WORKER_TYPES = ["require-trusted-types-for 'script'", "trusted-types frontdesk-worker"];

/** For answers that are no pages: whatever a browser might make of one, it runs nothing. */
export const inertPolicy = "default-src 'none'; frame-ancestors 'none'";

/**
 * A server-rendered page. Scripts run only with the nonce of this very answer; without one, none does. `framedBy`: the
 * origins that may show it in a frame, none unless told.
 */
export function pagePolicy(nonce?: string, framedBy: readonly string[] = []): string {
  const scripts = nonce ? [nonceSource(nonce), "connect-src 'self'"] : [];
  const ancestors = framedBy.length > 0 ? framedBy.join(" ") : "'none'";
  const own = [`frame-ancestors ${ancestors}`, "style-src 'self'", "img-src 'self' data:"];
  return join([...OWN_ONLY, ...own, ...scripts, ...TRUSTED_TYPES]);
}

/** The dashboard: its entry script carries the nonce, and what that loads is trusted with it. */
export function dashboardPolicy(nonce: string): string {
  const own = ["style-src 'self'", "font-src 'self'", "img-src 'self' data:", "connect-src 'self'"];
  const app = ["manifest-src 'self'", "media-src 'self'", "worker-src 'self'"];
  return join([...NOTHING, nonceSource(nonce), ...own, ...app, ...WORKER_TYPES]);
}

/**
 * The API reference alone: a foreign program that writes style attributes and markup, so it gets neither strict styles
 * nor trusted types. It still runs our copy only and asks nobody but us.
 */
export function referencePolicy(nonce: string): string {
  const own = ["style-src 'self' 'unsafe-inline'", "font-src 'self' data:", "img-src 'self' data: blob:"];
  return join([...NOTHING, nonceSource(nonce), ...own, "connect-src 'self'", "worker-src 'self' blob:"]);
}

/** Unguessable, and new for each answer; an answer that carries one must not be cached. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function nonceSource(nonce: string): string {
  return `script-src 'nonce-${nonce}' 'strict-dynamic'`;
}

function join(rules: string[]): string {
  return [...rules, ...REPORTS].join("; ");
}
