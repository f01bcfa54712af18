import { Buffer } from "node:buffer";
import type { KeyMode } from "../../domain/identity/api-key.ts";
import { sha256Hex } from "../../sha256.ts";

/** 256 bits, base64url: 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** 128 bits, base64url: 22 characters. Older links have 43. */
const LINK_TOKEN = /^[A-Za-z0-9_-]{22}(?:[A-Za-z0-9_-]{21})?$/;
const LINK_BYTES = 16;
const API_KEY = /^fd_(?:live|test)_[A-Za-z0-9_-]{43}$/;

export function newToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}

/** For a link: nobody guesses 128 bits, and an SMS is paid by its length. `bytes` are random, or as good as that. */
export function newLinkToken(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(LINK_BYTES))): string {
  return Buffer.from(bytes.subarray(0, LINK_BYTES)).toString("base64url");
}

export function newApiKey(mode: KeyMode = "live"): string {
  return `fd_${mode}_${newToken()}`;
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function isLinkToken(text: string): boolean {
  return LINK_TOKEN.test(text);
}

export function isApiKey(text: string): boolean {
  return API_KEY.test(text);
}

/** What is stored of a token or key. They are random, so a plain hash cannot be searched back. */
export async function hashToken(token: string): Promise<string> {
  return sha256Hex(token);
}
