import type { CustomerDetails, CustomerMergeView } from "../../contracts/customers.ts";
import {
  deleteMerge,
  idsOfCustomer,
  insertMerge,
  listMerges,
  type MergeRow,
  moveTo,
  passOn,
  storeMerge,
  updateCustomer,
} from "../../db/queries/customer-merges.ts";
import { type CustomerRow, findCustomer, findCustomersByIds } from "../../db/queries/customers.ts";
import { replaceName } from "../../db/queries/names.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { auditOf } from "../clerk.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";
import { nameTokensOf } from "./index-names.ts";
import { joinConversations, partConversations } from "./merge-conversations.ts";
import { readDetails } from "./view-customers.ts";

export type MergeRefusal =
  | { reason: "not_found" }
  | { reason: "same_customer" }
  | { reason: "too_many"; limit: number }
  | { reason: "version_conflict"; version: number };
type Done = Promise<Result<void, MergeRefusal>>;

/** Of one record: what is more is nobody's that one could mistake. */
const MAX_MOVED = 2_000;

/** Two records of one person become one: `from` goes, with its whole history, to `into`. It can be taken back. */
export async function mergeCustomers(editor: Editor, into: CustomerId, from: CustomerId): Done {
  const { env, actor, now: at } = editor;
  if (into === from) return err({ reason: "same_customer" });
  const db = tenantDb(env.DB, actor.tenantId);
  const [kept, merged] = [await findCustomer(db, into, sightOf(actor)), await findCustomer(db, from, sightOf(actor))];
  if (!kept || !merged) return err({ reason: "not_found" });
  const moved = await idsOfCustomer(db, from, MAX_MOVED + 1);
  if (Object.values(moved).some((ids) => ids.length > MAX_MOVED)) return err({ reason: "too_many", limit: MAX_MOVED });
  const vault = await tenantVault(env, db);
  const [mine, theirs] = [await readDetails(vault, kept), await readDetails(vault, merged)];
  const taken = (["phone", "email"] as const).filter((field) => mine[field] === null && theirs[field] !== null);
  const details = together(mine, theirs);
  const names = [...new Set([...(await nameTokensOf(vault, mine.name)), ...(await nameTokensOf(vault, theirs.name))])];
  // Its own number first: two records cannot have the same one.
  const gone = { mergedInto: into, updatedAt: at, ...(taken.includes("phone") ? { phoneIndex: null } : {}) };
  // By an id at WhatsApp, which is no number, somebody is still known.
  const index = mine.phone === null ? kept.phoneIndex : null;
  const joint = await sealed(vault, into, details);
  const stays = { ...joint, phoneIndex: joint.phoneIndex ?? index, updatedAt: at };
  const facts = {
    from,
    taken,
    counts: Object.fromEntries(Object.entries(moved).map(([name, ids]) => [name, ids.length])),
  };
  const joined = await joinConversations(db, { into, from });
  const isStored = await storeMerge(db, [
    updateCustomer(db, merged, gone),
    updateCustomer(db, kept, stays),
    ...replaceName(db, { id: into, tokens: names }),
    ...moveTo(db, moved, into),
    ...passOn(db, from, into),
    ...joined.statements,
    insertMerge(db, {
      fromId: from,
      intoId: into,
      at,
      actor: actorId(actor),
      moved,
      taken,
      conversation: joined.taken,
    }),
    auditOf(editor, "customer.merged", into, facts),
  ]);
  return isStored ? ok(undefined) : err({ reason: "version_conflict", version: kept.version });
}

/** Takes a record out again, with what came along. What has come since stays where it is. */
export async function unmergeCustomer(editor: Editor, into: CustomerId, from: CustomerId): Done {
  const { env, actor, now: at } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const kept = await findCustomer(db, into, sightOf(actor));
  const merge = kept && (await listMerges(db, into)).find(({ fromId }) => fromId === from);
  const [merged] = merge ? await findCustomersByIds(db, [from]) : [];
  if (!kept || !merge || !merged) return err({ reason: "not_found" });
  const vault = await tenantVault(env, db);
  const [mine, theirs] = [await readDetails(vault, kept), await readDetails(vault, merged)];
  const details = without(mine, theirs, merge);
  const back = await sealed(vault, from, theirs);
  const facts = { from, taken: merge.taken };
  const lent = { taken: merge.conversation, moved: merge.moved.messages };
  const parted = await partConversations(db, { into, from }, lent);
  const isStored = await storeMerge(db, [
    updateCustomer(db, kept, { ...(await sealed(vault, into, details)), updatedAt: at }),
    updateCustomer(db, merged, {
      ...back,
      phoneIndex: merged.phoneIndex ?? back.phoneIndex,
      mergedInto: null,
      updatedAt: at,
    }),
    ...replaceName(db, { id: into, tokens: await nameTokensOf(vault, details.name) }),
    ...moveTo(db, merge.moved, from),
    ...parted,
    deleteMerge(db, from),
    auditOf(editor, "customer.unmerged", into, facts),
  ]);
  return isStored ? ok(undefined) : err({ reason: "version_conflict", version: kept.version });
}

/** Null when the tenant has no such customer, or the actor does not see them. */
export async function viewMerges(env: Env, actor: TenantActor, id: CustomerId): Promise<CustomerMergeView[] | null> {
  const db: TenantDb = tenantDb(env.DB, actor.tenantId);
  if (!(await findCustomer(db, id, sightOf(actor)))) return null;
  const [vault, merges] = [await tenantVault(env, db), await listMerges(db, id)];
  const rows = await findCustomersByIds(
    db,
    merges.map(({ fromId }) => fromId),
  );
  return Promise.all(merges.map((merge) => toView(vault, merge, rows)));
}

async function toView(
  vault: Vault,
  { fromId, at }: MergeRow,
  rows: readonly CustomerRow[],
): Promise<CustomerMergeView> {
  const row = rows.find(({ id }) => id === fromId);
  return { fromCustomerId: fromId, name: row ? (await readDetails(vault, row)).name : "–", at: toUtc(at) };
}

/** What the record that stays has, and of the other what it lacks. */
function together(mine: CustomerDetails, theirs: CustomerDetails): CustomerDetails {
  return {
    name: mine.name,
    phone: mine.phone ?? theirs.phone,
    email: mine.email ?? theirs.email,
    preferredChannel: mine.preferredChannel ?? theirs.preferredChannel,
    notes: [mine.notes, theirs.notes].filter(Boolean).join("\n\n").slice(0, 2_000) || null,
    tags: [...new Set([...mine.tags, ...theirs.tags])].slice(0, 20),
  };
}

function without(mine: CustomerDetails, theirs: CustomerDetails, { taken }: MergeRow): CustomerDetails {
  const keep = (field: "phone" | "email") =>
    taken.includes(field) && mine[field] === theirs[field] ? null : mine[field];
  return { ...mine, phone: keep("phone"), email: keep("email") };
}

async function sealed(vault: Vault, id: CustomerId, details: CustomerDetails) {
  const [sealedContact, phoneIndex, emailIndex] = await Promise.all([
    vault.seal(customerPlace(id), JSON.stringify(details)),
    details.phone ? vault.phoneIndex(details.phone) : null,
    details.email ? vault.emailIndex(details.email) : null,
  ]);
  return { sealedContact, phoneIndex, emailIndex };
}
