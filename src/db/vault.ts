import { Buffer } from "node:buffer";
import type { TenantId } from "../domain/ids.ts";

/**
 * Seals what is personal or secret before it reaches storage: AES-256-GCM under the tenant's own key, bound by its
 * additional data to tenant, purpose and row, so that a value moved elsewhere cannot be opened.
 * Sealed form: `v1.<key id>.<iv>.<ciphertext>` in base64url.
 */
export type Vault = {
  seal(place: SealedPlace, text: string): Promise<string>;
  /** Throws when the value was altered, moved, or belongs to another tenant. */
  open(place: SealedPlace, sealed: string): Promise<string>;
  /** Blind index of an E.164 number: equal numbers meet, none can be read back. */
  phoneIndex(e164: string): Promise<string>;
  /** Blind index of an e-mail address in canonical form. */
  emailIndex(email: string): Promise<string>;
};

export type SealedPlace = {
  purpose:
    | "appointment.contact"
    | "customer.contact"
    | "connection.secret"
    | "call"
    | "call.transcript"
    | "busy.note"
    | "webhook.payload"
    | "idempotency.answer"
    | "webhook.secret"
    | "webhook.response"
    | "user.profile";
  row: string;
};

const KEY_ID = "1";
const MAX_OPEN_VAULTS = 500;
const vaults = new Map<string, Promise<Vault>>();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Unwraps the tenant's data key and keeps it in isolate memory. */
export function openVault(masterKey: string, tenantId: TenantId, wrappedKey: string): Promise<Vault> {
  const cacheKey = `${tenantId}|${wrappedKey}`;
  const known = vaults.get(cacheKey);
  if (known) return known;
  if (vaults.size >= MAX_OPEN_VAULTS) vaults.clear();
  const opening = unwrap(masterKey, tenantId, wrappedKey).then((dataKey) => createVault(tenantId, dataKey));
  vaults.set(cacheKey, opening);
  opening.catch(() => vaults.delete(cacheKey));
  return opening;
}

/** A new data key for a tenant, wrapped by the master key. */
export async function createTenantKey(masterKey: string, tenantId: TenantId): Promise<string> {
  const dataKey = new Uint8Array(32);
  crypto.getRandomValues(dataKey);
  return encrypt(await masterCipherKey(masterKey), keyPlace(tenantId), dataKey);
}

/** Index of a login address over all tenants: a login names no tenant. */
export async function loginIndex(masterKey: string, email: string): Promise<string> {
  return blindIndex(await deriveIndexKey(fromBase64(masterKey), "login-index"), canonicalEmail(email));
}

export function canonicalEmail(email: string): string {
  return email.trim().normalize("NFKC").toLowerCase();
}

async function createVault(tenantId: TenantId, dataKey: Uint8Array<ArrayBuffer>): Promise<Vault> {
  const cipherKey = await deriveCipherKey(dataKey, "seal");
  const phoneKey = await deriveIndexKey(dataKey, "phone-index");
  const emailKey = await deriveIndexKey(dataKey, "email-index");
  const additional = ({ purpose, row }: SealedPlace) => `${tenantId}|${purpose}|${row}`;
  return {
    seal: (place, text) => encrypt(cipherKey, additional(place), encode(text)),
    open: async (place, sealed) => decoder.decode(await decrypt(cipherKey, additional(place), sealed)),
    phoneIndex: (e164) => blindIndex(phoneKey, e164),
    emailIndex: (email) => blindIndex(emailKey, canonicalEmail(email)),
  };
}

async function unwrap(masterKey: string, tenantId: TenantId, wrapped: string): Promise<Uint8Array<ArrayBuffer>> {
  return decrypt(await masterCipherKey(masterKey), keyPlace(tenantId), wrapped);
}

function keyPlace(tenantId: TenantId): string {
  return `${tenantId}|data-key`;
}

function masterCipherKey(masterKey: string): Promise<CryptoKey> {
  return deriveCipherKey(fromBase64(masterKey), "wrap");
}

async function encrypt(key: CryptoKey, additional: string, plain: Uint8Array<ArrayBuffer>): Promise<string> {
  const iv = new Uint8Array(12);
  crypto.getRandomValues(iv);
  const sealed = await crypto.subtle.encrypt(gcm(iv, additional), key, plain);
  return `v1.${KEY_ID}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

async function decrypt(key: CryptoKey, additional: string, sealed: string): Promise<Uint8Array<ArrayBuffer>> {
  const [format, keyId, iv, body] = sealed.split(".");
  if (format !== "v1" || keyId !== KEY_ID || !iv || !body) throw new Error("sealed value has an unknown format");
  return new Uint8Array(await crypto.subtle.decrypt(gcm(fromBase64(iv), additional), key, fromBase64(body)));
}

function gcm(iv: Uint8Array<ArrayBuffer>, additional: string) {
  return { name: "AES-GCM", iv, additionalData: encode(additional) };
}

async function blindIndex(key: CryptoKey, text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, encode(text))));
}

async function deriveCipherKey(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(hkdf(purpose), await importSecret(secret), { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

async function deriveIndexKey(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256", length: 256 };
  return crypto.subtle.deriveKey(hkdf(purpose), await importSecret(secret), algorithm, false, ["sign"]);
}

function importSecret(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
}

function hkdf(purpose: string) {
  return { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: encode(`frontdesk ${purpose}`) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoder.encode(text));
}

function toBase64Url(bytes: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes).toString("base64url");
}

/** Accepts both alphabets, so that it reads sealed values and configured keys alike. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}
