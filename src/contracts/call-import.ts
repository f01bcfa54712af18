import * as z from "zod";
import { callId } from "../domain/ids.ts";

export const callFileBody = z.strictObject({
  format: z
    .enum(["csv", "json"])
    .describe("`csv`: one call a line under named columns. `json`: calls as the vendor's API gives them, a list."),
  text: z.string().min(1).max(240_000),
  dryRun: z.boolean().default(true).describe("Only tells what would become of each call."),
});

export const importedRowView = z.object({
  row: z.int().describe("Of the file, as a spreadsheet counts; of a list, from 1."),
  callId: callId.nullable(),
  providerCallId: z.string(),
  outcome: z
    .enum(["new", "known", "unplaced", "invalid"])
    .describe(
      "`known`: it is told again, which changes nothing that was known better. `unplaced`: waits for an operator.",
    ),
  errors: z.array(z.object({ field: z.string(), rule: z.string() })),
});
export type ImportedRow = z.infer<typeof importedRowView>;

export const callFileReport = z
  .object({
    dryRun: z.boolean(),
    rows: z.array(importedRowView),
    /** Lines beyond the 200 that one request takes. */
    left: z.int(),
  })
  .meta({ id: "CallFileReport" });
export type CallFileReport = z.infer<typeof callFileReport>;
