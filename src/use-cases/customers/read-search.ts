import type { CustomerSearch } from "../../db/queries/customers.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { soughtBeginnings } from "../../domain/customers/name-beginnings.ts";
import { indexOfNumber } from "./index-of-number.ts";

const LOOKS_LIKE_A_NUMBER = /^\+?[\d\s()/.-]{4,}$/;

/** What somebody typed to find a person: an address, a number, or the beginnings of names. */
export async function readSearch(db: TenantDb, vault: Vault, query: string): Promise<CustomerSearch | "nobody"> {
  if (query.includes("@")) return { emailIndex: await vault.emailIndex(query) };
  if (LOOKS_LIKE_A_NUMBER.test(query)) {
    const phoneIndex = await indexOfNumber(db, vault, query);
    return phoneIndex === null ? "nobody" : { phoneIndex };
  }
  const words = soughtBeginnings(query);
  return words.length === 0 ? "nobody" : { words: await Promise.all(words.map((word) => vault.nameTokens(word))) };
}
