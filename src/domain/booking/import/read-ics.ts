import { err, ok, type Result } from "../../result.ts";
import type { EpochMs } from "../../time.ts";
import type { ImportPlace } from "./csv-row.ts";
import { type FieldProblem, type FileProblem, MAX_IMPORT_LENGTH, type ParsedImport } from "./draft.ts";
import { type IcsComponent, partsOf, splitCalendar } from "./ics-components.ts";
import { type IcsContext, readEvent, readReplaced } from "./ics-event.ts";
import { type IcsProperties, readProperties, textOf } from "./ics-properties.ts";
import { createBudget } from "./ics-series.ts";
import { createPlacer, type PlaceTime } from "./ics-zones.ts";

/** `now` decides which part of a series is read: a day back, two years ahead. */
export type IcsOptions = ImportPlace & { now: EpochMs };

type ReadEvent = Result<IcsProperties, FieldProblem[]>;

/** Reads appointments from a calendar. An event with a mistake becomes problems; all others stay. */
export function readIcs(text: string, options: IcsOptions): Result<ParsedImport, FileProblem> {
  if (text.length > MAX_IMPORT_LENGTH) return err({ reason: "too_large", limit: MAX_IMPORT_LENGTH });
  const file = splitCalendar(text);
  if (!file.ok) return file;
  const { timeZone, defaultCountry, now } = options;
  const place = createPlacer(file.value.zones, timeZone);
  const events = file.value.events.map(readLines);
  const context = { place, defaultCountry, now, budget: createBudget(), replaced: findReplaced(events, place) };
  const parsed: ParsedImport = { drafts: [], problems: [] };
  for (const [index, event] of events.entries()) addEvent(parsed, index + 1, event, context);
  return ok(parsed);
}

function addEvent(parsed: ParsedImport, line: number, event: ReadEvent, context: IcsContext): void {
  if (!event.ok) {
    parsed.problems.push(...event.error.map((problem) => ({ line, ...problem })));
    return;
  }
  const { drafts, problems } = readEvent(line, event.value, context);
  parsed.drafts.push(...drafts);
  parsed.problems.push(...problems);
}

function readLines({ lines, isComplete }: IcsComponent): ReadEvent {
  if (!isComplete) return err([{ field: "row", rule: "malformed" }]);
  return readProperties(partsOf(lines).own);
}

function findReplaced(events: readonly ReadEvent[], place: PlaceTime): IcsContext["replaced"] {
  const replaced = new Map<string, Set<EpochMs>>();
  for (const event of events) {
    const start = event.ok ? readReplaced(event.value, place) : null;
    if (!event.ok || start === null) continue;
    const uid = textOf(event.value, "UID").trim();
    replaced.set(uid, (replaced.get(uid) ?? new Set()).add(start));
  }
  return replaced;
}
