import { auditInsert } from "../../db/queries/audit.ts";
import { standingOf, waitingAccounts, wantAgain } from "../../db/queries/calendar-mirrors.ts";
import { listCallsOfCustomer } from "../../db/queries/calls.ts";
import { conversationErase } from "../../db/queries/conversations.ts";
import { deleteMerge, listMerges } from "../../db/queries/customer-merges.ts";
import { type CustomerRow, findCustomer, findCustomersByIds } from "../../db/queries/customers.ts";
import {
  appointmentsAfter,
  eraseContact,
  eraseMessages,
  eraseRow,
  upcomingIds,
} from "../../db/queries/erase-customer.ts";
import { eraseOutbound } from "../../db/queries/erase-outbound.ts";
import { eraseLeadsOf } from "../../db/queries/leads.ts";
import { forgetNames } from "../../db/queries/names.ts";
import { deletePortalTokensOf } from "../../db/queries/portal.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchRef } from "../../domain/booking/commands.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { AppointmentId, BranchId, CustomerId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { askCalendar } from "../booking/branch-access.ts";
import { wakeCalendarCouriers } from "../calendars/sync/wake-couriers.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";
import { eraseCall } from "./erase-call.ts";
import { eraseWaiting } from "./erase-waiting.ts";

export type EraseRefusal =
  | { reason: "not_found" }
  | { reason: "has_appointments"; appointmentIds: readonly AppointmentId[] };

const NAMED = 20;
const STEP = 50;
/** Bounds one request: 5,000 appointments and as many calls. What is beyond it, the same request does next time. */
const MAX_STEPS = 100;
/** What stands where a person stood. */
const NOBODY = { name: "–", phone: null, email: null, notes: null };

/**
 * Makes a customer unknown: row, search, appointments and their entries in calendars outside, the waitlist, calls with
 * their words, messages, leads, and the way into the portal with its calendar feed. The row goes last, so
 * that a request which died half-way can be sent again. Counts and prices stay; the audit log names no person.
 */
export async function eraseCustomer(editor: Editor, id: CustomerId): Promise<Result<void, EraseRefusal>> {
  const { env, actor, requestId, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findCustomer(db, id, sightOf(actor));
  if (!row) return err({ reason: "not_found" });
  const appointmentIds = await upcomingIds(db, id, now, NAMED);
  if (appointmentIds.length > 0) return err({ reason: "has_appointments", appointmentIds });
  const vault = await tenantVault(env, db);
  const merged = await mergedInto(db, id);
  let calls = 0;
  for (const each of [row, ...merged]) calls += await eraseCalls(env, db, vault, each);
  const appointments = await eraseContacts(env, db, vault, id, now);
  const by = { actor: actorId(actor), requestId };
  const nothing = { ...NOBODY, tags: [] };
  const nobody = await vault.seal(customerPlace(id), JSON.stringify(nothing));
  const sealed = await Promise.all(merged.map((each) => vault.seal(customerPlace(each.id), JSON.stringify(nothing))));
  const addresses = [row, ...merged]
    .flatMap((each) => [each.phoneIndex, each.emailIndex])
    .filter((index) => index !== null);
  const waiting = await eraseWaiting(env, db, vault, { indexes: addresses, contact: NOBODY }, by);
  const facts = { calls, appointments, waiting };
  await db.orm.batch([
    eraseMessages(db, id, addresses),
    conversationErase(db, id),
    ...forgetNames(db, id),
    ...eraseOutbound(db, id, addresses),
    deletePortalTokensOf(db, addresses),
    ...eraseLeadsOf(db, id, addresses),
    ...merged.flatMap((each, index) => [
      ...forgetNames(db, each.id),
      eraseRow(db, each.id, sealed[index] ?? nobody, now),
      deleteMerge(db, each.id),
    ]),
    eraseRow(db, id, nobody, now),
    auditInsert(db, { ...by, action: "customer.erased", subjectId: id, facts, at: now }),
  ]);
  await wakeCalendarCouriers(
    env,
    db.tenantId,
    (await waitingAccounts(db)).map(({ accountId }) => accountId),
  );
  return ok(undefined);
}

/** Other records of the same person. */
async function mergedInto(db: TenantDb, id: CustomerId): Promise<CustomerRow[]> {
  const merges = await listMerges(db, id);
  return findCustomersByIds(
    db,
    merges.map(({ fromId }) => fromId),
  );
}

/** In the branch's ledger first: from there the read model could be written again. */
async function eraseContacts(env: Env, db: TenantDb, vault: Vault, id: CustomerId, now: EpochMs): Promise<number> {
  let [after, count] = ["", 0];
  for (let step = 0; step < MAX_STEPS; step++) {
    const rows = await appointmentsAfter(db, id, after, STEP);
    const forgotten = await Promise.all(rows.map((row) => toForgotten(vault, id, row)));
    for (const [branchId, some] of Map.groupBy(forgotten, (each) => each.branchId)) {
      const ref: BranchRef = { tenantId: db.tenantId, branchId, rulebookVersion: 0 };
      const contacts = some.map((each) => ({ id: each.id, contact: each.contact }));
      await askCalendar({ env, ref }, (calendar) => calendar.forgetContacts(ref, contacts));
    }
    // Made after all seals: a statement that an async function returns would be carried out at once.
    const [first, ...rest] = forgotten.map((each) => eraseContact(db, each.id, each.contact.sealed));
    const ids = rows.map((row) => row.id);
    // Calendars outside are written anew, without the words that are gone.
    if (first) await db.orm.batch([first, ...rest, wantAgain(db, standingOf(ids), now)]);
    count += ids.length;
    after = ids.at(-1) ?? after;
    if (ids.length < STEP) break;
  }
  return count;
}

async function toForgotten(vault: Vault, customerId: CustomerId, row: { id: AppointmentId; branchId: BranchId }) {
  const sealed = await vault.seal({ purpose: "appointment.contact", row: row.id }, JSON.stringify(NOBODY));
  return { ...row, contact: { customerId, phoneIndex: null, emailIndex: null, sealed, sealedForCustomer: sealed } };
}

async function eraseCalls(env: Env, db: TenantDb, vault: Vault, row: CustomerRow): Promise<number> {
  let [cursor, count]: [string | null, number] = [null, 0];
  for (let step = 0; step < MAX_STEPS; step++) {
    const page = await listCallsOfCustomer(db, { ...row, sight: "all" }, { cursor, limit: STEP });
    for (const call of page.items) await eraseCall(env, db, vault, call);
    count += page.items.length;
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return count;
}
