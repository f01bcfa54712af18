import * as z from "zod";
import { auditEntryView } from "../../../contracts/audit.ts";
import { keptInstant } from "../../../contracts/booking.ts";
import { cursorQuery, paged } from "../../api.ts";

export const auditFilter = {
  actor: z.string().max(64).optional().describe("`usr_…`, `key_…`, `cal_…`, `web` or `system`."),
  action: z.string().max(100).optional().describe("For example `session.opened`."),
  subjectId: z.string().max(64).optional(),
  from: keptInstant.optional(),
  to: keptInstant.optional().describe("Before this instant."),
};

export const listQuery = z.strictObject({ ...auditFilter, ...cursorQuery });
export const auditPage = paged(auditEntryView);
export const afterSeq = z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe("Where a call before ended.");

/** The filter of a query, with instants as numbers. */
export function toFilter({ from, to, actor, action, subjectId }: z.infer<z.ZodObject<typeof auditFilter>>) {
  const at = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return { actor, action, subjectId, from: at(from), to: at(to) };
}
