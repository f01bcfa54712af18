import * as z from "zod";
import { type TenantId, tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/** Whose chain: a tenant's, or the operators' own. */
export const auditChainName = tenantId.or(z.literal("platform").transform((name) => name as unknown as TenantId));

export const auditEntryView = z
  .object({
    id: z.string(),
    at: instant,
    /** `usr_…`, `key_…`, `cal_…`, `web` or `system`. */
    actor: z.string(),
    action: z.string(),
    subjectId: z.string(),
    facts: z.record(z.string(), z.unknown()),
    requestId: z.string(),
    /** Its place in the chain. Null for the seconds before the chain takes it; 0 when the chain refused it. */
    seq: z.int().nullable(),
    hash: z.string().nullable(),
  })
  .meta({ id: "AuditEntry" });

export const auditFinding = z.object({
  kind: z.enum(["edited", "deleted", "truncated", "reordered", "inserted", "anchor_mismatch"]),
  seq: z.int(),
  /** Of the entry; the day of an anchor. */
  id: z.string(),
});

export const auditReport = z
  .object({
    isIntact: z.boolean(),
    /** False: the chain is longer than one call checks. Go on with `afterSeq: checkedTo`. */
    isComplete: z.boolean(),
    checkedTo: z.int(),
    head: z.object({ seq: z.int(), hash: z.string() }),
    /** Days whose head was kept outside and agrees. */
    anchors: z.int(),
    /** The first hundred. */
    findings: z.array(auditFinding),
  })
  .meta({ id: "AuditReport" });

export type AuditEntryView = z.infer<typeof auditEntryView>;
export type AuditFinding = z.infer<typeof auditFinding>;
export type AuditReport = z.infer<typeof auditReport>;
