import { err, ok, type Result } from "../../result.ts";
import { type FileProblem, MAX_IMPORT_ROWS } from "./draft.ts";

/** Content lines, unfolded. One that the file breaks off or another interrupts is not complete. */
export type IcsComponent = { kind: "VEVENT" | "VTIMEZONE"; lines: string[]; isComplete: boolean };
export type IcsFile = { events: IcsComponent[]; zones: IcsComponent[] };

const KINDS = ["VEVENT", "VTIMEZONE"] as const;
const CALENDAR = /^\uFEFF?\s{0,100}BEGIN:VCALENDAR\s/i;

/**
 * Events are cut apart before anything in them is parsed: ical.js gives up a whole file for one bad line, and takes
 * quadratic time for endless ones.
 */
export function splitCalendar(text: string): Result<IcsFile, FileProblem> {
  if (!CALENDAR.test(text.slice(0, 200))) return err({ reason: "not_a_calendar" });
  const components = componentsOf(text.replaceAll(/\r\n?/g, "\n").replaceAll(/\n[ \t]/g, ""));
  const events = components.filter(({ kind }) => kind === "VEVENT");
  if (events.length === 0) return err({ reason: "no_rows" });
  if (events.length > MAX_IMPORT_ROWS) return err({ reason: "too_many_rows", limit: MAX_IMPORT_ROWS });
  return ok({ events, zones: components.filter(({ kind }) => kind === "VTIMEZONE") });
}

function componentsOf(text: string): IcsComponent[] {
  const components: IcsComponent[] = [];
  let open: IcsComponent | null = null;
  for (const line of text.split("\n")) {
    const marker = markerOf(line);
    const begun = KINDS.find((kind) => marker === `BEGIN:${kind}`);
    if (begun) {
      open = { kind: begun, lines: [], isComplete: false };
      components.push(open);
    } else if (open && marker === `END:${open.kind}`) {
      open.isComplete = true;
      open = null;
    } else open?.lines.push(line);
  }
  return components;
}

/** What lies directly in a component: the lines, and those of each part within it (alarms, observances). */
export function partsOf(lines: readonly string[]): { own: string[]; inner: string[][] } {
  const own: string[] = [];
  const inner: string[][] = [];
  let depth = 0;
  for (const line of lines) {
    const marker = markerOf(line);
    const begins = marker.startsWith("BEGIN:");
    if (begins && depth === 0) inner.push([]);
    if (begins) depth += 1;
    else if (marker.startsWith("END:")) depth = Math.max(0, depth - 1);
    else (depth === 0 ? own : inner.at(-1))?.push(line);
  }
  return { own, inner };
}

function markerOf(line: string): string {
  return line.slice(0, 40).trimEnd().toUpperCase();
}
