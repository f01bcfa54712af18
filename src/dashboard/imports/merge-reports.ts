import type { Answer } from "../api/client.ts";
import type { FilePart } from "./split-file.ts";

export type Report = Answer<"POST /api/v1/branches/{branchId}/imports/preview">;

/** Longer lists are for a file, not for a page. The counts are always of the whole. */
export const MAX_LISTED = 500;

/** `isInParts`: what was previewed knows of the overlaps within each part alone. */
export type FileReport = Report & { isInParts: boolean };

/** The reports of a file's parts as one, with the lines numbered as in the file. */
export function mergeReports(reports: readonly { report: Report; part: FilePart }[]): FileReport {
  const sum = (count: keyof Report["counts"]) => reports.reduce((total, { report }) => total + report.counts[count], 0);
  const shifted = <T extends { line: number }>(rows: readonly T[], { before }: FilePart) =>
    rows.map((row) => ({ ...row, line: row.line + before }));
  return {
    isInParts: reports.length > 1,
    timeZone: reports[0]?.report.timeZone ?? "",
    counts: { new: sum("new"), known: sum("known"), refused: sum("refused"), problems: sum("problems") },
    rows: reports.flatMap(({ report, part }) => shifted(report.rows, part)).slice(0, MAX_LISTED),
    problems: reports.flatMap(({ report, part }) => shifted(report.problems, part)).slice(0, MAX_LISTED),
  };
}
