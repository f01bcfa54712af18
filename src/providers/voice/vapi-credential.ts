import * as z from "zod";
import type { EpochMs } from "../../domain/time.ts";
import { utf8 } from "../../domain/utf8.ts";
import { sha256 } from "../../sha256.ts";
import type { RawRequest, Verifier } from "./port.ts";

/** Vapi states no window; a signed request may be as old as one of Retell's. */
const SIGNATURE_WINDOW_MS = 5 * 60_000;
const SIGNATURE = /^[0-9a-f]{64}$/i;
const TIMESTAMP = /^\d{9,15}$/;
/** Seconds until the year 5138, milliseconds from 1973: the unit is not documented, the magnitude tells. */
const FIRST_MILLISECONDS = 100_000_000_000;

const credential = z.object({ method: z.enum(["bearer", "hmac"]), secret: z.string() });

/** The server credential of a connection, ready to verify with. `secret` is what was sealed of it. */
export function vapiVerifier(secret: string): Promise<Verifier> {
  const opened = credential.parse(JSON.parse(secret));
  return opened.method === "bearer" ? bearerVerifier(opened.secret) : hmacVerifier(opened.secret);
}

/** `Authorization: Bearer <token>`, or the legacy `X-Vapi-Secret: <token>`. */
async function bearerVerifier(token: string): Promise<Verifier> {
  const wanted = await sha256(token);
  return async ({ header }) => {
    const given = /^Bearer (\S+)$/i.exec(header("authorization") ?? "")?.[1] ?? header("x-vapi-secret");
    // Digests are of one length, so that the comparison tells nothing of the token's.
    return given !== undefined && crypto.subtle.timingSafeEqual(await sha256(given), wanted);
  };
}

/** The defaults of Vapi's HMAC plan: hex SHA-256 of `{timestamp}.{body}` in `x-signature`, beside `x-timestamp`. */
async function hmacVerifier(secret: string): Promise<Verifier> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(secret), algorithm, false, ["verify"]);
  return (request, now) => verifyHmac(key, request, now);
}

async function verifyHmac(key: CryptoKey, { body, header }: RawRequest, now: EpochMs): Promise<boolean> {
  const [timestamp = "", digest = ""] = [header("x-timestamp"), header("x-signature")];
  if (!TIMESTAMP.test(timestamp) || !SIGNATURE.test(digest)) return false;
  const at = Number(timestamp) < FIRST_MILLISECONDS ? Number(timestamp) * 1_000 : Number(timestamp);
  if (Math.abs(now - at) > SIGNATURE_WINDOW_MS) return false;
  const stamp = utf8(`${timestamp}.`);
  const signed = new Uint8Array(stamp.length + body.length);
  signed.set(stamp);
  signed.set(body, stamp.length);
  return crypto.subtle.verify("HMAC", key, Uint8Array.fromHex(digest), signed);
}
