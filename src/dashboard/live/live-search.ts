import { isDate } from "../calendar/zoned-time.ts";

export const LIVE_VIEWS = ["calendar", "calls", "activity"] as const;
export type LiveView = (typeof LIVE_VIEWS)[number];

export const CALENDAR_MODES = ["day", "week", "month", "list"] as const;
export type CalendarMode = (typeof CALENDAR_MODES)[number];

/** A page's state is its address: every view of it can be linked to, and Back works. */
export type LiveSearch = {
  branch?: string | undefined;
  date?: string | undefined;
  /** Small screens show one part at a time. */
  view?: LiveView | undefined;
  staff?: string | undefined;
  agent?: string | undefined;
  cancelled?: boolean | undefined;
  wholeDay?: boolean | undefined;
  appointment?: string | undefined;
  call?: string | undefined;
  mode?: CalendarMode | undefined;
  status?: string | undefined;
  tab?: string | undefined;
  /** A new appointment is being written: from this instant, or from the first free one. */
  book?: string | undefined;
  bookWith?: string | undefined;
  /** The customer it is for, where one is known. */
  bookFor?: string | undefined;
  /** The appointment that is being moved, and where to, as far as that was said. */
  move?: string | undefined;
  moveTo?: string | undefined;
  moveWith?: string | undefined;
  moveMinutes?: number | undefined;
  /** Of the inbox: the one that is open. */
  conversation?: string | undefined;
  /** What a vendor sent back along with somebody who allowed us in. */
  state?: string | undefined;
  code?: string | undefined;
  /** What a list is searched for. */
  q?: string | undefined;
};

/** To another page of the same branch: what was open stays behind. */
export const onlyBranch = ({ branch }: LiveSearch): LiveSearch => ({ branch });

export function parseLiveSearch(raw: Record<string, unknown>): LiveSearch {
  const date = text(raw["date"]);
  return {
    branch: text(raw["branch"]),
    date: date && isDate(date) ? date : undefined,
    view: LIVE_VIEWS.find((view) => view === raw["view"]),
    staff: text(raw["staff"]),
    agent: text(raw["agent"], LONGEST_AGENT),
    cancelled: flag(raw["cancelled"]),
    wholeDay: flag(raw["wholeDay"]),
    appointment: text(raw["appointment"]),
    call: text(raw["call"]),
    mode: CALENDAR_MODES.find((mode) => mode === raw["mode"]),
    status: text(raw["status"]),
    tab: text(raw["tab"]),
    book: text(raw["book"]),
    bookWith: text(raw["bookWith"]),
    bookFor: text(raw["bookFor"]),
    move: text(raw["move"]),
    moveTo: text(raw["moveTo"]),
    moveWith: text(raw["moveWith"]),
    moveMinutes: whole(raw["moveMinutes"]),
    conversation: text(raw["conversation"]),
    q: text(raw["q"]),
    state: text(raw["state"], LONGEST_PROOF),
    code: text(raw["code"], LONGEST_PROOF),
  };
}

const LONGEST_PROOF = 1_000;
const LONGEST_AGENT = 200;

function text(value: unknown, longest = 60): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= longest ? value : undefined;
}

function whole(value: unknown): number | undefined {
  const number = Number(value ?? Number.NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function flag(value: unknown): true | undefined {
  return value === true || value === 1 || value === "1" || value === "true" ? true : undefined;
}
