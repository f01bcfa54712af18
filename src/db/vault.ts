import { Buffer } from "node:buffer";
import type { TenantId } from "../domain/ids.ts";
import { utf8 } from "../domain/utf8.ts";
import type { MasterKeys } from "../env.ts";
import { remembered } from "../remembered.ts";

/**
 * Seals what is personal or secret before it reaches storage: AES-256-GCM under the tenant's own key, bound by its
 * additional data to tenant, purpose and row, so that a value moved elsewhere cannot be opened.
 * Sealed form: `v1.<key id>.<iv>.<ciphertext>` in base64url. The key id of a wrapped key is its master key's version.
 */
export type Vault = {
  seal(place: SealedPlace, text: string): Promise<string>;
  /** Throws when the value was altered, moved, or belongs to another tenant. */
  open(place: SealedPlace, sealed: string): Promise<string>;
  /** Blind index of an E.164 number: equal numbers meet, none can be read back. */
  phoneIndex(e164: string): Promise<string>;
  /** Blind index of an e-mail address in canonical form. */
  emailIndex(email: string): Promise<string>;
  /** Keyed hashes of the beginnings of names, in the order given, as those of words. */
  nameTokens(beginnings: readonly string[]): Promise<string[]>;
  /** Keyed hashes of words of calls, as the full-text table holds them: short, in lower case. */
  wordTokens(words: readonly string[]): Promise<string[]>;
  /** As `seal`, for bytes: what it gives is longer by `SEALED_BYTES_MORE`. */
  sealBytes(place: SealedPlace, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws when the bytes were altered, moved, or belong to another tenant. */
  openBytes(place: SealedPlace, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
};

const IV_BYTES = 12;
/** The initialisation vector in front and the tag behind. */
export const SEALED_BYTES_MORE = IV_BYTES + 16;

export type SealedPlace = {
  purpose:
    | "appointment.contact"
    | "appointment.cancel_reason"
    | "customer.contact"
    | "connection.secret"
    | "connection.api_key"
    | "call"
    | "call.transcript"
    | "call.recording"
    | "busy.note"
    | "webhook.payload"
    | "idempotency.answer"
    | "webhook.secret"
    | "webhook.response"
    | "dead_letter.body"
    | "user.profile"
    | "push.target"
    | "account_token.email"
    | "email.recipient"
    | "email.body"
    | "sender.secret"
    | "message.address"
    | "message.body"
    | "message.event"
    | "totp.secret"
    | "impersonation.reason"
    | "callback"
    | "feedback.words"
    | "transfer.destination"
    | "listed_caller"
    | "on_call"
    | "outbound_call"
    | "call_consent"
    | "function_call"
    | "calendar.url"
    | "lead"
    | "lead.event"
    | "lead.import"
    | "lead.inbox"
    | "calendar.credential"
    | "calendar.consent"
    | "calendar.channel"
    | "calendar.choices";
  row: string;
};

/** Version of each tenant's data key. It has never been replaced: a rotation wraps the same key anew. */
const DATA_KEY_ID = "1";
/** 48 bits: two words of a business hardly ever meet, and a hash says less than a whole one. */
const WORD_TOKEN_BYTES = 6;
const MAX_OPEN_VAULTS = 500;
const vaults = new Map<string, Promise<Vault>>();
const decoder = new TextDecoder();

const KEY_ERASED = "the tenant's data key was erased";

/** For who needs nothing sealed, and is not to be let in all the same. */
export function keyErased(): Error {
  return new Error(KEY_ERASED);
}

/** What was sealed under an erased key can never be read again. By its text: objects' errors lose their class. */
export function isKeyErased(error: unknown): boolean {
  return error instanceof Error && error.message.includes(KEY_ERASED);
}

/** What stands in `tenants.wrapped_key` once the key is gone. */
export const ERASED_KEY = "";

/**
 * Unwraps the tenant's data key and keeps it in isolate memory. A single master key counts as version 1. Throws
 * when the key was erased: `isKeyErased` tells.
 */
export function openVault(master: MasterKeys | string, tenantId: TenantId, wrappedKey: string): Promise<Vault> {
  if (wrappedKey === ERASED_KEY) return Promise.reject(keyErased());
  const cacheKey = `${tenantId}|${wrappedKey}`;
  const known = vaults.get(cacheKey);
  if (known) return known;
  if (vaults.size >= MAX_OPEN_VAULTS) vaults.clear();
  const opening = unwrap(toRing(master), tenantId, wrappedKey).then((dataKey) => createVault(tenantId, dataKey));
  vaults.set(cacheKey, opening);
  opening.catch(() => vaults.delete(cacheKey));
  return opening;
}

/** A new data key for a tenant, wrapped by the newest master key. */
export async function createTenantKey(master: MasterKeys | string, tenantId: TenantId): Promise<string> {
  const dataKey = new Uint8Array(32);
  crypto.getRandomValues(dataKey);
  return wrap(toRing(master), tenantId, dataKey);
}

/** The same data key under the newest master key. Null when it is there already. */
export async function rewrapTenantKey(
  master: MasterKeys,
  tenantId: TenantId,
  wrappedKey: string,
): Promise<string | null> {
  if (keyIdOf(wrappedKey) === String(newestOf(master).version)) return null;
  return wrap(master, tenantId, await unwrap(master, tenantId, wrappedKey));
}

/** The version of the master key that wraps this key. */
export function masterVersionOf(wrappedKey: string): number {
  return Number(keyIdOf(wrappedKey));
}

/** What belongs to no tenant, sealed under the newest master key itself. */
export async function sealForPlatform(master: MasterKeys, place: SealedPlace, text: string): Promise<string> {
  const { version, key } = newestOf(master);
  return encrypt(await deriveCipherKey(fromBase64(key), "platform"), version, platformPlace(place), encode(text));
}

/** Throws when the value was altered or moved, or its master key is no longer configured. */
export async function openForPlatform(master: MasterKeys, place: SealedPlace, sealed: string): Promise<string> {
  const key = await deriveCipherKey(fromBase64(masterKeyFor(master, sealed)), "platform");
  return decoder.decode(await decrypt(key, platformPlace(place), sealed));
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
  const nameKey = await deriveIndexKey(dataKey, "name-index");
  const wordKey = await deriveIndexKey(dataKey, "word-index");
  const additional = ({ purpose, row }: SealedPlace) => `${tenantId}|${purpose}|${row}`;
  const open = (place: SealedPlace, sealed: string) => {
    if (keyIdOf(sealed) !== DATA_KEY_ID) throw new Error("sealed value has an unknown format");
    return decrypt(cipherKey, additional(place), sealed);
  };
  // Most names begin as others do.
  const nameToken = remembered((text) => wordToken(nameKey, text));
  return {
    seal: (place, text) => encrypt(cipherKey, DATA_KEY_ID, additional(place), encode(text)),
    open: async (place, sealed) => decoder.decode(await open(place, sealed)),
    phoneIndex: (e164) => blindIndex(phoneKey, e164),
    emailIndex: (email) => blindIndex(emailKey, canonicalEmail(email)),
    nameTokens: (beginnings) => Promise.all(beginnings.map(nameToken)),
    wordTokens: (words) => Promise.all(words.map((word) => wordToken(wordKey, word))),
    sealBytes: (place, plain) => encryptBytes(cipherKey, additional(place), plain),
    openBytes: (place, sealed) => decryptBytes(cipherKey, additional(place), sealed),
  };
}

async function wrap(master: MasterKeys, tenantId: TenantId, dataKey: Uint8Array<ArrayBuffer>): Promise<string> {
  const { version, key } = newestOf(master);
  return encrypt(await wrappingKey(key), version, keyPlace(tenantId), dataKey);
}

async function unwrap(master: MasterKeys, tenantId: TenantId, wrapped: string): Promise<Uint8Array<ArrayBuffer>> {
  return decrypt(await wrappingKey(masterKeyFor(master, wrapped)), keyPlace(tenantId), wrapped);
}

function keyPlace(tenantId: TenantId): string {
  return `${tenantId}|data-key`;
}

function platformPlace({ purpose, row }: SealedPlace): string {
  return `platform|${purpose}|${row}`;
}

function toRing(master: MasterKeys | string): MasterKeys {
  return typeof master === "string" ? [{ version: 1, key: master }] : master;
}

function newestOf([newest]: MasterKeys): MasterKeys[number] {
  if (!newest) throw new Error("no master key is configured");
  return newest;
}

function masterKeyFor(master: MasterKeys, sealed: string): string {
  const id = keyIdOf(sealed);
  const found = master.find(({ version }) => String(version) === id);
  if (!found) throw new Error(`master key version ${id} is not configured`);
  return found.key;
}

function wrappingKey(masterKey: string): Promise<CryptoKey> {
  return deriveCipherKey(fromBase64(masterKey), "wrap");
}

function keyIdOf(sealed: string): string {
  const [format, keyId] = sealed.split(".");
  if (format !== "v1" || !keyId) throw new Error("sealed value has an unknown format");
  return keyId;
}

async function encrypt(
  key: CryptoKey,
  keyId: string | number,
  additional: string,
  plain: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const iv = new Uint8Array(12);
  crypto.getRandomValues(iv);
  const sealed = await crypto.subtle.encrypt(gcm(iv, additional), key, plain);
  return `v1.${keyId}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

async function decrypt(key: CryptoKey, additional: string, sealed: string): Promise<Uint8Array<ArrayBuffer>> {
  const [, , iv, body] = sealed.split(".");
  if (!iv || !body) throw new Error("sealed value has an unknown format");
  return new Uint8Array(await crypto.subtle.decrypt(gcm(fromBase64(iv), additional), key, fromBase64(body)));
}

async function encryptBytes(key: CryptoKey, additional: string, plain: Uint8Array<ArrayBuffer>) {
  const sealed = new Uint8Array(plain.length + SEALED_BYTES_MORE);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  sealed.set(iv);
  sealed.set(new Uint8Array(await crypto.subtle.encrypt(gcm(iv, additional), key, plain)), IV_BYTES);
  return sealed;
}

async function decryptBytes(key: CryptoKey, additional: string, sealed: Uint8Array<ArrayBuffer>) {
  const iv = sealed.subarray(0, IV_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt(gcm(iv, additional), key, sealed.subarray(IV_BYTES)));
}

async function wordToken(key: CryptoKey, word: string): Promise<string> {
  const digest = await crypto.subtle.sign("HMAC", key, encode(word));
  return Buffer.from(digest).subarray(0, WORD_TOKEN_BYTES).toString("hex");
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
  return utf8(text) as Uint8Array<ArrayBuffer>; // an encoder shares no memory
}

function toBase64Url(bytes: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}

/** Accepts both alphabets, so that it reads sealed values and configured keys alike. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Buffer.from(text, "base64");
}
