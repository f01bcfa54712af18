import { and, asc, count, desc, eq, gt, type InferSelectModel, inArray, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { OnCallSettings } from "../../contracts/on-call.ts";
import type { OnCallAlertId, OnCallPersonId, TenantId } from "../../domain/ids.ts";
import { MAX_ON_CALL, ROUNDS, WAIT_MINUTES } from "../../domain/on-call/rota.ts";
import type { EpochMs } from "../../domain/time.ts";
import { onCallAlerts, onCallPeople, onCallSettingsTable, onCallSteps } from "../schema/on-call.ts";
import type { TenantDb } from "../tenant-db.ts";
import { among, beforeCursor, type Page, type Paged, pageSize, toPage } from "./page.ts";

type Row<T extends { $inferSelect: object }> = Omit<T["$inferSelect"], "tenantId">;
export type PersonRow = Row<typeof onCallPeople>;
export type AlertRow = Row<typeof onCallAlerts>;
export type StepRow = InferSelectModel<typeof onCallSteps>;

const USUAL: OnCallSettings = { isOn: false, waitMinutes: WAIT_MINUTES.usual, rounds: ROUNDS.usual };

export async function findOnCallSettings(db: TenantDb): Promise<OnCallSettings> {
  const { isOn, waitMinutes, rounds, tenantId } = onCallSettingsTable;
  const row = await db.orm
    .select({ isOn, waitMinutes, rounds })
    .from(onCallSettingsTable)
    .where(eq(tenantId, db.tenantId))
    .get();
  return row ?? USUAL;
}

/** A statement for `db.orm.batch`. */
export function storeOnCallSettings(db: TenantDb, settings: OnCallSettings, updatedAt: EpochMs) {
  const set = { ...settings, updatedAt };
  return db.orm
    .insert(onCallSettingsTable)
    .values({ ...set, tenantId: db.tenantId })
    .onConflictDoUpdate({ target: onCallSettingsTable.tenantId, set });
}

/** In the order in which they are rung. There are few. */
export function listOnCall(db: TenantDb): Promise<PersonRow[]> {
  return db.orm
    .select()
    .from(onCallPeople)
    .where(eq(onCallPeople.tenantId, db.tenantId))
    .orderBy(asc(onCallPeople.position), asc(onCallPeople.id))
    .limit(MAX_ON_CALL)
    .all();
}

export async function countOnCall(db: TenantDb): Promise<number> {
  const mine = eq(onCallPeople.tenantId, db.tenantId);
  return (await db.orm.select({ count: count() }).from(onCallPeople).where(mine).get())?.count ?? 0;
}

export async function findOnCall(db: TenantDb, id: OnCallPersonId): Promise<PersonRow | null> {
  return (await db.orm.select().from(onCallPeople).where(onePerson(db, id)).get()) ?? null;
}

export function insertOnCall(db: TenantDb, row: PersonRow) {
  return db.orm.insert(onCallPeople).values({ ...row, tenantId: db.tenantId });
}

export function updateOnCall(db: TenantDb, id: OnCallPersonId, change: Partial<Omit<PersonRow, "id">>) {
  return db.orm.update(onCallPeople).set(change).where(onePerson(db, id));
}

export function deleteOnCall(db: TenantDb, id: OnCallPersonId) {
  return db.orm.delete(onCallPeople).where(onePerson(db, id));
}

export async function findAlert(db: TenantDb, id: OnCallAlertId): Promise<AlertRow | null> {
  return (await db.orm.select().from(onCallAlerts).where(oneAlert(db, id)).get()) ?? null;
}

/** Literal, as the index has it: to SQLite a parameter could be anything. */
const IS_WAITING = sql`${onCallAlerts.status} <> 'acknowledged'`;

/** Newest first. `waiting`: those that nobody has taken. */
export async function listAlerts(db: TenantDb, waiting: boolean, page: Page): Promise<Paged<AlertRow>> {
  const keyset = { at: onCallAlerts.createdAt, id: onCallAlerts.id };
  const rows = await db.orm
    .select()
    .from(onCallAlerts)
    .where(and(eq(onCallAlerts.tenantId, db.tenantId), waiting ? IS_WAITING : undefined, beforeCursor(page, keyset)))
    .orderBy(desc(keyset.at), desc(keyset.id))
    .limit(pageSize(page) + 1);
  return toPage(rows, page, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** A second one of the same task changes nothing. */
export function insertAlert(db: TenantDb, row: AlertRow) {
  return db.orm
    .insert(onCallAlerts)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoNothing();
}

/** False when somebody else was first: they ring the next person, or it was taken. */
export async function changeOpenAlert(
  db: TenantDb,
  { id, rung }: Pick<AlertRow, "id" | "rung">,
  change: Partial<Pick<AlertRow, "status" | "rung" | "nextStepAt">>,
): Promise<boolean> {
  const same = and(oneAlert(db, id), eq(onCallAlerts.status, "open"), eq(onCallAlerts.rung, rung));
  const changed = await db.orm.update(onCallAlerts).set(change).where(same).returning({ id: onCallAlerts.id });
  return changed.length > 0;
}

/** A statement: takes the alert if nobody has. One that rang out can still be taken. */
export function acknowledgeStatement(
  db: TenantDb,
  id: OnCallAlertId,
  taken: Pick<AlertRow, "acknowledgedBy" | "acknowledgedVia" | "acknowledgedAt">,
) {
  return db.orm
    .update(onCallAlerts)
    .set({ ...taken, status: "acknowledged" })
    .where(and(oneAlert(db, id), inArray(onCallAlerts.status, ["open", "exhausted"])));
}

export function insertStep(db: TenantDb, row: Omit<StepRow, "tenantId">) {
  return db.orm.insert(onCallSteps).values({ ...row, tenantId: db.tenantId });
}

export async function noteStepCall(db: TenantDb, { alertId, step }: Pick<StepRow, "alertId" | "step">, call: string) {
  const one = and(eq(onCallSteps.tenantId, db.tenantId), eq(onCallSteps.alertId, alertId), eq(onCallSteps.step, step));
  await db.orm.update(onCallSteps).set({ call }).where(one);
}

export function listSteps(db: TenantDb, alertIds: readonly OnCallAlertId[]): Promise<StepRow[]> {
  return db.orm
    .select()
    .from(onCallSteps)
    .where(and(eq(onCallSteps.tenantId, db.tenantId), inArray(onCallSteps.alertId, among(alertIds))))
    .orderBy(asc(onCallSteps.alertId), asc(onCallSteps.step))
    .all();
}

/** The alert that a number was last rung for, and who it is. Null: none since. */
export async function findLastRung(db: TenantDb, phoneIndex: string, since: EpochMs) {
  const theirs = and(eq(onCallPeople.tenantId, db.tenantId), eq(onCallPeople.phoneIndex, phoneIndex));
  const person = await db.orm.select().from(onCallPeople).where(theirs).get();
  if (!person) return null;
  const step = await db.orm
    .select()
    .from(onCallSteps)
    .where(and(eq(onCallSteps.tenantId, db.tenantId), eq(onCallSteps.personId, person.id), gt(onCallSteps.at, since)))
    .orderBy(desc(onCallSteps.at))
    .limit(1)
    .get();
  return step ? { alertId: step.alertId, personId: person.id } : null;
}

// Platform-wide: a link names no tenant, and crons look across all.

export async function findStepByToken(d1: D1Database, tokenHash: string): Promise<StepRow | null> {
  return (await drizzle(d1).select().from(onCallSteps).where(eq(onCallSteps.tokenHash, tokenHash)).get()) ?? null;
}

export function listDueAlerts(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; alertId: OnCallAlertId }[]> {
  const { tenantId, id: alertId, nextStepAt, status } = onCallAlerts;
  return drizzle(d1)
    .select({ tenantId, alertId })
    .from(onCallAlerts)
    .where(and(eq(status, "open"), lte(nextStepAt, now)))
    .orderBy(asc(nextStepAt))
    .limit(limit)
    .all();
}

function onePerson(db: TenantDb, id: OnCallPersonId) {
  return and(eq(onCallPeople.tenantId, db.tenantId), eq(onCallPeople.id, id));
}

function oneAlert(db: TenantDb, id: OnCallAlertId) {
  return and(eq(onCallAlerts.tenantId, db.tenantId), eq(onCallAlerts.id, id));
}
