import { Buffer } from "node:buffer";

/** 256 bits, base64url: 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
export const API_KEY_PREFIX = "fd_live_";

export function newToken(): string {
  const bytes = new Uint8Array(32);
  crypto.getRandomValues(bytes);
  return Buffer.from(bytes).toString("base64url");
}

export function newApiKey(): string {
  return `${API_KEY_PREFIX}${newToken()}`;
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function isApiKey(text: string): boolean {
  return text.startsWith(API_KEY_PREFIX) && isToken(text.slice(API_KEY_PREFIX.length));
}

/** What is stored of a token or key. They are random, so a plain hash cannot be searched back. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Buffer.from(digest).toString("hex");
}
