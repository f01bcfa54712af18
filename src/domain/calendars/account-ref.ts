import type { CalendarAccountId, TenantId } from "../ids.ts";

/** An account at a vendor of calendars. Both ids come from stored rows, never from a request. */
export type CalendarAccountRef = { tenantId: TenantId; accountId: CalendarAccountId };
