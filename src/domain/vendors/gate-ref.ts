import type { TenantId } from "../ids.ts";

/**
 * One account at a vendor: `connection` is the id of the row that holds its credential (or the vendor's name for an
 * account of the platform itself, whose tenant is `PLATFORM`). Both come from stored rows, never from a request.
 */
export type GateRef = { tenantId: TenantId; connection: string; provider: string };
