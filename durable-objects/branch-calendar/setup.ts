import * as z from "zod";
import type { ViewContext } from "../../src/db/booking-views.ts";
import { loadRulebook } from "../../src/db/queries/catalogue.ts";
import { findWrappedKey } from "../../src/db/queries/tenants.ts";
import { tenantDb } from "../../src/db/tenant-db.ts";
import { openVault } from "../../src/db/vault.ts";
import type { BranchRef } from "../../src/domain/booking/commands.ts";
import { type Rulebook, rulebook } from "../../src/domain/booking/rulebook.ts";
import { masterKeysOf } from "../../src/env.ts";
import { faultFacts, log } from "../../src/log.ts";
import type { CalendarStore } from "./calendar-store.ts";

/** What an object must have before it can decide: the rules, and the tenant's wrapped key to show names live. */
type BranchSetup = { rules: Rulebook; wrappedKey: string };

const SETTING = "setup";
const branchSetup = z.object({ rules: rulebook, wrappedKey: z.string() });
/** D1 is asked at most this often for a rulebook that a caller says is newer. */
const RETRY_MS = 10_000;

/** The branch's rules as the object keeps them for itself, so that it decides while D1 is away. */
export class Setup {
  readonly #store: CalendarStore;
  readonly #env: Env;
  readonly #onChange: (rules: Rulebook) => void;
  #current: BranchSetup | null;
  #triedAt = 0;

  /** `onChange` is told of each newer version after the first. */
  constructor(store: CalendarStore, env: Env, onChange: (rules: Rulebook) => void) {
    this.#store = store;
    this.#env = env;
    this.#onChange = onChange;
    this.#current = readSetup(store);
  }

  get rules(): Rulebook | null {
    return this.#current?.rules ?? null;
  }

  /** The rules to decide by: the own copy, unless the caller knows of a newer one and D1 can give it. */
  async prepare(ref: BranchRef): Promise<Rulebook> {
    const current = this.#current;
    const isCurrent = current && current.rules.version >= ref.rulebookVersion;
    if (isCurrent || (current && Date.now() - this.#triedAt < RETRY_MS)) return current.rules;
    this.#triedAt = Date.now();
    try {
      this.#adopt(await loadSetup(this.#env.DB, ref));
    } catch (error) {
      if (!current) throw error;
      log("warn", "rulebook_not_refreshed", { branchId: ref.branchId, ...faultFacts(error) });
    }
    if (!this.#current) throw new Error(`branch ${ref.branchId} has no rulebook`);
    return this.#current.rules;
  }

  /** Asks D1 now, however lately it was asked. */
  refresh(ref: BranchRef): Promise<Rulebook> {
    this.#triedAt = 0;
    return this.prepare(ref);
  }

  async viewContext(): Promise<ViewContext> {
    if (!this.#current) throw new Error("a branch without rules has no live view");
    const { rules, wrappedKey } = this.#current;
    const vault = await openVault(masterKeysOf(this.#env), rules.tenantId, wrappedKey);
    return { branchId: rules.branchId, timeZone: rules.timeZone, vault };
  }

  #adopt(loaded: BranchSetup | null): void {
    const known = this.#current?.rules.version ?? 0;
    if (!loaded || loaded.rules.version <= known) return;
    this.#current = loaded;
    this.#store.saveSetting(SETTING, JSON.stringify(loaded));
    if (known > 0) this.#onChange(loaded.rules);
  }
}

export function readSetup(store: CalendarStore): BranchSetup | null {
  const saved = store.setting(SETTING);
  return saved ? branchSetup.parse(JSON.parse(saved)) : null;
}

/** Null when the tenant has no such branch. Throws when D1 does. */
async function loadSetup(database: D1Database, ref: BranchRef): Promise<BranchSetup | null> {
  const db = tenantDb(database, ref.tenantId);
  const [rules, wrappedKey] = await Promise.all([loadRulebook(db, ref.branchId), findWrappedKey(db)]);
  return rules && wrappedKey !== null ? { rules, wrappedKey } : null;
}
