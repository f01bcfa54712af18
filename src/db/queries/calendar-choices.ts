import { and, eq, type InferSelectModel } from "drizzle-orm";
import type { CalendarAccountId } from "../../domain/ids.ts";
import { calendarChoices } from "../schema/calendar-sync.ts";
import type { TenantDb } from "../tenant-db.ts";

type ChoicesRow = InferSelectModel<typeof calendarChoices>;

export async function findChoices(db: TenantDb, id: CalendarAccountId): Promise<ChoicesRow | null> {
  return (await db.orm.select().from(calendarChoices).where(mine(db, id)).get()) ?? null;
}

export async function saveChoices(db: TenantDb, row: Omit<ChoicesRow, "tenantId">): Promise<void> {
  const { credentialVersion, sealedChoices, readAt } = row;
  await db.orm
    .insert(calendarChoices)
    .values({ ...row, tenantId: db.tenantId })
    .onConflictDoUpdate({
      target: calendarChoices.accountId,
      set: { credentialVersion, sealedChoices, readAt },
      setWhere: eq(calendarChoices.tenantId, db.tenantId),
    });
}

/** A statement for `db.orm.batch`. */
export function forgetChoices(db: TenantDb, id: CalendarAccountId) {
  return db.orm.delete(calendarChoices).where(mine(db, id));
}

function mine(db: TenantDb, id: CalendarAccountId) {
  return and(eq(calendarChoices.tenantId, db.tenantId), eq(calendarChoices.accountId, id));
}
