import {
  branchCalendar,
  type Calendar,
  type InText,
  type TextAnswer,
  type TextInput,
} from "../../../durable-objects/stubs.ts";
import type { ViewContext } from "../../db/booking-views.ts";
import { type Background, type BranchEntry, findBranchEntry } from "../../db/directory.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import type { BranchRef } from "../../domain/booking/commands.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { fromJsonText } from "../../domain/json-text.ts";
import { masterKeysOf } from "../../env.ts";
import { openOnce } from "../open-once.ts";

/** A branch that the caller may use: its rules, its calendar, and the vault of its tenant. */
export type BranchAccess = { env: Env; ref: BranchRef; rules: Rulebook; vault: Vault };

/** Calls may be repeated: commands carry an idempotency key, queries change nothing. */
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 50;

/** Null when this tenant has no such branch. */
export async function accessBranch(
  env: Env,
  background: Background,
  ids: { tenantId: TenantId; branchId: BranchId },
): Promise<BranchAccess | null> {
  const entry = await findBranchEntry(env, background, ids);
  return entry ? accessEntry(env, entry) : null;
}

export const accessEntry = openOnce(async (env, { rules, wrappedKey }: BranchEntry): Promise<BranchAccess> => {
  const vault = await openVault(masterKeysOf(env), rules.tenantId, wrappedKey);
  const ref = { tenantId: rules.tenantId, branchId: rules.branchId, rulebookVersion: rules.version };
  return { env, ref, rules, vault };
});

export function viewContextOf({ rules, vault }: BranchAccess): ViewContext {
  return { branchId: rules.branchId, timeZone: rules.timeZone, vault };
}

/**
 * One call of the branch's calendar. An object that is being moved or restarted is tried again, each time by a fresh
 * stub; one that is overloaded is not, for that would make it worse.
 */
export async function askCalendar<T>(
  { env, ref }: Pick<BranchAccess, "env" | "ref">,
  ask: (calendar: Calendar, ref: BranchRef) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(branchCalendar(env, ref), ref);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isWorthRetrying(error)) throw error;
      await scheduler.wait(RETRY_DELAY_MS * attempt);
    }
  }
}

/** `askCalendar` for what is asked most. */
export async function askInText<K extends InText>(
  access: Pick<BranchAccess, "env" | "ref">,
  ask: K,
  input: TextInput<K>,
): Promise<TextAnswer<K>> {
  return fromJsonText(await askCalendar(access, (calendar, ref) => calendar.inText(ref, ask, input)));
}

function isWorthRetrying(error: unknown): boolean {
  const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean };
  return retryable === true && overloaded !== true;
}
