import { and, desc, eq, type InferSelectModel, inArray } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { CustomerId } from "../../domain/ids.ts";
import { appointments } from "../schema/appointments.ts";
import { customerMerges, customers } from "../schema/customers.ts";
import { leads } from "../schema/leads.ts";
import { messages } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";
import { isOtherVersion, versionAfter } from "./constraints.ts";
import type { CustomerRow } from "./customers.ts";
import { listedIds } from "./page.ts";

export type MergeRow = Omit<InferSelectModel<typeof customerMerges>, "tenantId">;
export type Moved = MergeRow["moved"];
type Change = Partial<Pick<CustomerRow, "sealedContact" | "phoneIndex" | "emailIndex" | "mergedInto" | "updatedAt">>;

const TABLES = { appointments, messages, leads } as const;
const NAMES = Object.keys(TABLES) as (keyof typeof TABLES)[]; // the keys are the union

/** What a customer has, by table: of each at most `limit`. */
export async function idsOfCustomer(db: TenantDb, id: CustomerId, limit: number): Promise<Moved> {
  const idsIn = async (name: keyof typeof TABLES) => {
    const table = TABLES[name];
    const theirs = and(eq(table.tenantId, db.tenantId), eq(table.customerId, id));
    const rows = await db.orm.select({ id: table.id }).from(table).where(theirs).limit(limit).all();
    return rows.map((row): string => row.id);
  };
  const [of, about, from] = [await idsIn("appointments"), await idsIn("messages"), await idsIn("leads")];
  return { appointments: of, messages: about, leads: from };
}

/** Records that were merged into this one, latest first. */
export function listMerges(db: TenantDb, intoId: CustomerId): Promise<MergeRow[]> {
  const { fromId, intoId: into, at, actor, moved, taken, conversation } = customerMerges;
  return db.orm
    .select({ fromId, intoId: into, at, actor, moved, taken, conversation })
    .from(customerMerges)
    .where(and(eq(customerMerges.tenantId, db.tenantId), eq(into, intoId)))
    .orderBy(desc(at))
    .limit(50)
    .all();
}

// Statements for a batch.

/** Gives what these ids name to a customer. */
export function moveTo(db: TenantDb, moved: Moved, id: CustomerId) {
  return NAMES.filter((name) => moved[name].length > 0).map((name) => {
    const [table, listed] = [TABLES[name], listedIds(moved[name])];
    const theirs = inArray(table.id, db.orm.select({ id: listed.value.as("id") }).from(listed.table));
    return db.orm
      .update(table)
      .set({ customerId: id })
      .where(and(eq(table.tenantId, db.tenantId), theirs));
  });
}

export function insertMerge(db: TenantDb, row: MergeRow) {
  return db.orm.insert(customerMerges).values({ ...row, tenantId: db.tenantId });
}

/** What one record had taken in goes along with it, so that none is merged into one that is merged itself. */
export function passOn(db: TenantDb, fromId: CustomerId, intoId: CustomerId) {
  return [
    db.orm
      .update(customers)
      .set({ mergedInto: intoId })
      .where(and(eq(customers.tenantId, db.tenantId), eq(customers.mergedInto, fromId))),
    db.orm
      .update(customerMerges)
      .set({ intoId })
      .where(and(eq(customerMerges.tenantId, db.tenantId), eq(customerMerges.intoId, fromId))),
  ] as const;
}

export function deleteMerge(db: TenantDb, fromId: CustomerId) {
  return db.orm
    .delete(customerMerges)
    .where(and(eq(customerMerges.tenantId, db.tenantId), eq(customerMerges.fromId, fromId)));
}

/** A statement for a batch, which another version rolls back. */
export function updateCustomer(db: TenantDb, { id, version }: Pick<CustomerRow, "id" | "version">, change: Change) {
  return db.orm
    .update(customers)
    .set({ ...change, version: versionAfter(customers.version, version) })
    .where(and(eq(customers.tenantId, db.tenantId), eq(customers.id, id)));
}

/** All of them or none: false when one of the customers has been changed meanwhile. */
export async function storeMerge(
  db: TenantDb,
  [first, ...rest]: readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]],
): Promise<boolean> {
  try {
    await db.orm.batch([first, ...rest]);
    return true;
  } catch (error) {
    if (isOtherVersion(error, customers.version)) return false;
    throw error;
  }
}
