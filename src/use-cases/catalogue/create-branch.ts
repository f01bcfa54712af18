import type { BranchView } from "../../contracts/catalogue.ts";
import type { BranchBody } from "../../contracts/catalogue-bodies.ts";
import { loadRulebook } from "../../db/queries/catalogue.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { insertBranch, isBranchRefused, MAX_BRANCHES, type NewBranch } from "../../db/queries/new-branch.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { auditOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { announceBranches } from "./announce-branches.ts";
import { auditedValues } from "./audited-values.ts";
import { copiedBranch } from "./copied-branch.ts";
import { completion, type Editor } from "./edit-rulebook.ts";
import { publishRules } from "./publish-rules.ts";
import type { CatalogueRefusal } from "./refusal.ts";
import { starterBranch } from "./starter-branch.ts";

type Founder = Omit<Editor, "expectedVersion">;

const FIRST_VERSION = 1;

/** One more branch of the business, which can be booked as soon as this answers. */
export async function createBranch(
  founder: Founder,
  wish: BranchBody,
): Promise<Result<{ value: BranchView; version: number }, CatalogueRefusal>> {
  const { env, actor, now } = founder;
  const db = tenantDb(env.DB, actor.tenantId);
  const like = wish.copyFrom ? await loadRulebook(db, wish.copyFrom, now) : null;
  if (wish.copyFrom && !like) return err({ reason: "not_found", what: "branch" });
  const value = await decideFacts(db, wish, like);
  const staff = (wish.staffNames ?? [wish.name]).map((name) => ({ id: newId("stf"), name }));
  const wanted = { branch: { ...value, closedAt: null, createdAt: now }, staff };
  const made = like ? copiedBranch(wanted, like) : starterBranch(wanted);
  if (!(await store(founder, db, { made, value, wish }))) {
    return err({ reason: "too_many", what: "branch", limit: MAX_BRANCHES });
  }
  const { id: branchId } = value;
  await Promise.all([
    publishRules(env, { tenantId: db.tenantId, branchId, version: FIRST_VERSION }),
    announceBranches(env, db.tenantId, branchId),
  ]);
  return ok({ value, version: FIRST_VERSION });
}

/** What is left out is as at the branch that is copied. */
async function decideFacts(db: TenantDb, wish: BranchBody, like: Rulebook | null): Promise<BranchView> {
  const { name, timeZone, address, phone } = wish;
  const language = wish.language ?? like?.language ?? (await findTenant(db))?.language;
  if (!language) throw new Error("the tenant of the credential is gone");
  const holidayRegion = wish.holidayRegion === undefined ? (like?.hours.holidayRegion ?? null) : wish.holidayRegion;
  return { id: newId("brn"), name, timeZone, language, address, phone, holidayRegion, closedAt: null };
}

type Stored = { made: NewBranch; value: BranchView; wish: BranchBody };

/** False when the business has as many branches as may be. */
async function store(founder: Founder, db: TenantDb, { made, value, wish }: Stored): Promise<boolean> {
  const { id, ...facts } = value;
  const fields = Object.keys(facts);
  const copied = wish.copyFrom ? { copiedFrom: wish.copyFrom } : {};
  const told = { branchId: id, version: FIRST_VERSION, fields, ...copied, ...auditedValues(null, value, fields) };
  const kept = await completion(founder, value, FIRST_VERSION);
  try {
    await db.orm.batch([...insertBranch(db, made), ...kept, auditOf(founder, "branch.created", id, told)]);
    return true;
  } catch (error) {
    if (isBranchRefused(error)) return false;
    throw error;
  }
}
