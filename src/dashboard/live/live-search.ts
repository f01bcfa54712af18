import { isDate } from "../calendar/zoned-time.ts";

const LIVE_VIEWS = ["calendar", "calls", "activity"] as const;
export type LiveView = (typeof LIVE_VIEWS)[number];

/** The live page's state is its address: every view of it can be linked to, and Back works. */
export type LiveSearch = {
  branch?: string | undefined;
  date?: string | undefined;
  /** Small screens show one part at a time. */
  view?: LiveView | undefined;
  staff?: string | undefined;
  cancelled?: boolean | undefined;
  wholeDay?: boolean | undefined;
  appointment?: string | undefined;
  call?: string | undefined;
};

export function parseLiveSearch(raw: Record<string, unknown>): LiveSearch {
  const date = text(raw["date"]);
  return {
    branch: text(raw["branch"]),
    date: date && isDate(date) ? date : undefined,
    view: LIVE_VIEWS.find((view) => view === raw["view"]),
    staff: text(raw["staff"]),
    cancelled: flag(raw["cancelled"]),
    wholeDay: flag(raw["wholeDay"]),
    appointment: text(raw["appointment"]),
    call: text(raw["call"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= 60 ? value : undefined;
}

function flag(value: unknown): true | undefined {
  return value === true || value === 1 || value === "1" || value === "true" ? true : undefined;
}
