import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { type AuditEntry, auditAllOnce } from "../../db/queries/audit.ts";
import { tenantDb } from "../../db/tenant-db.ts";

/**
 * Writes what a tenant's calendars say they did to its audit log: who booked, moved and cancelled. Behind the calendars,
 * so that no caller waits for it; a repeated message leaves nothing new.
 */
export async function auditCalendar(env: Env, messages: readonly EventsMessage[]): Promise<void> {
  const [first] = messages;
  if (first) await auditAllOnce(tenantDb(env.DB, first.tenantId), messages.flatMap(toEntries));
}

function toEntries({ branchId, trail }: EventsMessage): (AuditEntry & { key: string })[] {
  return trail.map(({ seq, actor, requestId, ...act }) => ({
    ...act,
    actor: actor as AuditEntry["actor"], // the calendar's callers give no other
    requestId: requestId ?? `calendar-${seq}`, // a sweep of its own
    key: `${branchId}/${seq}`,
  }));
}
