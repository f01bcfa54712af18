import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { CallId, TenantId } from "../../domain/ids.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../domain/time.ts";

/** Shorter than this, nobody has said what they wanted. */
const MISSED_MS = 15_000;
/** A call is looked at for so long after its end: several ticks, in case one is missed. */
const LOOKED_AT_MS = 20 * MINUTE_MS;
const LONGEST_CALL_MS = HOUR_MS;

/** Platform-wide: calls that ended before anything was said, of businesses that follow them up, once each. */
export function listMissedCalls(
  d1: D1Database,
  now: EpochMs,
  limit: number,
): Promise<{ tenantId: TenantId; callId: CallId }[]> {
  return drizzle(d1).all<{ tenantId: TenantId; callId: CallId }>(sql`
    SELECT DISTINCT c.tenant_id AS tenantId, c.id AS callId
    FROM sequences AS s CROSS JOIN calls AS c ON c.tenant_id = s.tenant_id
    WHERE s.is_active = 1 AND s.trigger = 'missed_call' AND c.status = 'ended'
      AND c.created_at > ${now - LOOKED_AT_MS - LONGEST_CALL_MS} AND c.ended_at > ${now - LOOKED_AT_MS}
      AND c.direction = 'inbound' AND coalesce(c.duration_ms, 0) < ${MISSED_MS} AND c.phone_index IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM enrolments AS e
        WHERE e.tenant_id = c.tenant_id AND e.unique_key = s.id || '/call/' || c.id)
    LIMIT ${limit}`);
}
