import { err, ok, type Result } from "../result.ts";

/** What an address may be. `ownHost` is where Frontdesk itself is reached. */
export type UrlPolicy = { ownHost: string; allowsLocalhost: boolean };

export const MAX_URL_LENGTH = 2_000;

/** Names that lead into a network, or to a cloud's own servers, and never to a customer's. */
const INNER_ZONES = [
  "local",
  "localhost",
  "localdomain",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "lan",
  "home.arpa",
  "in-addr.arpa",
  "ip6.arpa",
  "onion",
  "test",
  "invalid",
];
/** Public names that resolve to whatever address stands in them, or to the machine itself. */
const ALIAS_ZONES = ["nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me", "vcap.me", "lacolhost.com"];
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * The address in its canonical form, or the rule that it breaks. Only names on the public internet by https on 443:
 * whoever can name an endpoint must not reach what only our servers can reach.
 */
export function checkEndpointUrl(text: string, { ownHost, allowsLocalhost }: UrlPolicy): Result<string, string> {
  const url = parse(text);
  if (!url) return err("must be an absolute URL");
  if (url.href.length > MAX_URL_LENGTH) return err(`must be at most ${MAX_URL_LENGTH} characters long`);
  if (url.username || url.password) return err("must not contain a user name or password");
  if (url.hash) return err("must not contain a fragment");
  if (allowsLocalhost && isLocalhost(url)) return ok(url.href);
  if (url.protocol !== "https:") return err("must begin with https://");
  if (url.port !== "") return err("must use port 443");
  const rule = refuseHost(hostOf(url), ownHost);
  return rule === null ? ok(url.href) : err(rule);
}

function parse(text: string): URL | null {
  try {
    // The parser would drop tabs and line ends and read `https:host` as an address: nobody means that.
    return /^https?:\/\/[^/\\]/i.test(text) && !/[\s\\]/.test(text) ? new URL(text) : null;
  } catch {
    return null;
  }
}

/** The sandbox of a development machine, by http or https and on any port. */
function isLocalhost(url: URL): boolean {
  return url.hostname === "localhost" && (url.protocol === "http:" || url.protocol === "https:");
}

/** Without the final dot, which names the same host. The parser has lower-cased it and written it in punycode. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/(?<!\.)\.+$/, "");
}

function refuseHost(host: string, ownHost: string): string | null {
  // However it was written (hex, octal, one number, full-width digits), the parser makes it dotted decimal.
  if (IPV4.test(host) || host.startsWith("[")) return "must name a host, not an IP address";
  if (!host.includes(".")) return "must name a host on the public internet";
  if (INNER_ZONES.some((zone) => liesIn(host, zone))) return "must name a host on the public internet";
  if (ALIAS_ZONES.some((zone) => liesIn(host, zone))) return "must not name a host that stands for an address";
  if (liesIn(host, ownHost)) return "must not lead back to Frontdesk";
  return null;
}

function liesIn(host: string, zone: string): boolean {
  return host === zone || host.endsWith(`.${zone}`);
}
