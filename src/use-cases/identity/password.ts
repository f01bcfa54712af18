import { Buffer } from "node:buffer";
import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** An OWASP setting that fits a Worker: 16 MiB, about 150 ms. PBKDF2 is capped too low there, Argon2 is missing. */
const COST = { ln: 14, r: 8, p: 5 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

/** Compared against when no such user exists, so that the answer takes as long. No password has this hash. */
const NOBODYS_HASH = format(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

type Cost = typeof COST;
type Stored = { cost: Cost; salt: Buffer; hash: Buffer };

/** PHC string. `pepper` is base64; it is mixed in before, so a stolen database alone cannot be cracked. */
export async function hashPassword(pepper: string, password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(COST, salt, await derive(pepper, password, COST, salt));
}

/** Pass null for a user who does not exist: false, at the same cost. */
export async function verifyPassword(pepper: string, password: string, phc: string | null): Promise<boolean> {
  const stored = parse(phc ?? NOBODYS_HASH);
  if (!stored) throw new Error("stored password hash has an unknown format");
  const hash = await derive(pepper, password, stored.cost, stored.salt);
  // timingSafeEqual throws on unequal lengths.
  return hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

/** True when the hash was made with another cost than today's. */
export function needsRehash(phc: string): boolean {
  const cost = parse(phc)?.cost;
  return cost?.ln !== COST.ln || cost.r !== COST.r || cost.p !== COST.p;
}

function derive(pepper: string, password: string, { ln, r, p }: Cost, salt: Buffer): Promise<Buffer> {
  const peppered = createHmac("sha256", Buffer.from(pepper, "base64")).update(password, "utf8").digest();
  return new Promise((resolve, reject) => {
    scrypt(peppered, salt, HASH_BYTES, { N: 2 ** ln, r, p }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function format({ ln, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

function parse(phc: string): Stored | null {
  const [, ln, r, p, salt, hash] = PHC.exec(phc) ?? [];
  if (!salt || !hash) return null;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/={1,2}$/, "");
}
