import { Buffer } from "node:buffer";
import type { KeyMode } from "../../domain/identity/api-key.ts";
import { sha256Hex } from "../../sha256.ts";

/** 256 bits, base64url: 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const API_KEY = /^fd_(?:live|test)_[A-Za-z0-9_-]{43}$/;

export function newToken(): string {
  const bytes = new Uint8Array(32);
  crypto.getRandomValues(bytes);
  return Buffer.from(bytes).toString("base64url");
}

export function newApiKey(mode: KeyMode = "live"): string {
  return `fd_${mode}_${newToken()}`;
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function isApiKey(text: string): boolean {
  return API_KEY.test(text);
}

/** What is stored of a token or key. They are random, so a plain hash cannot be searched back. */
export async function hashToken(token: string): Promise<string> {
  return sha256Hex(token);
}
