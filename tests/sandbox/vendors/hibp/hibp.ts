import { createHash } from "node:crypto";
import { Hono } from "hono";
import type { Vendor } from "../../vendor.ts";

/** Known to be breached here. The last ones keep every other rule for passwords. */
const BREACHED = ["password", "123456", "qwertz", "Password123!", "Sommer2026!!", "Frontdesk-2026!"];
const PADDING_ROWS = 800;

/** Plays api.pwnedpasswords.com: the range of hashes that begin with five digits. */
export function createHibp(): Vendor {
  const app = new Hono();
  app.get("/range/:prefix", (c) => {
    if (!c.req.header("user-agent")) return plain(403, "A user agent is needed.");
    const prefix = c.req.param("prefix").toUpperCase();
    if (!/^[0-9A-F]{5}$/.test(prefix)) return plain(400, "The hash prefix was not in a valid format");
    const found = BREACHED.map(hashOf).filter((hash) => hash.startsWith(prefix));
    const rows = found.map((hash) => `${hash.slice(5)}:12345`);
    const padding = c.req.header("add-padding") === "true" ? paddingFor(prefix) : [];
    return plain(200, [...rows, ...padding].sort().join("\r\n"));
  });
  return { name: "hibp", title: "Have I Been Pwned", app, refuse: plain, reset: () => undefined };
}

/** Rows of passwords that nobody used, count 0, so that the length of an answer tells nothing. */
function paddingFor(prefix: string): string[] {
  return Array.from({ length: PADDING_ROWS }, (_, index) => `${hashOf(`${prefix}${index}`).slice(5)}:0`);
}

function hashOf(password: string): string {
  return createHash("sha1").update(password).digest("hex").toUpperCase();
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain" } });
}
