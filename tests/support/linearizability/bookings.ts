import { type Interval, overlaps } from "../../../src/domain/booking/interval.ts";
import type { BookingRefusal } from "../../../src/domain/booking/refusal.ts";
import type { Specification, Told } from "./check.ts";
import type { Moment } from "./history.ts";

/** Time on one calendar, buffers included. */
export type Place = Interval & { calendar: string };
/** What somebody sees of the calendar. */
export type Entry = Place & { id: string };
/** Set when a command is sent more than once. A key that is used once promises nothing. */
type Key = string | null;
/** A time, and the calendars it may be taken on: several when anybody will do. `id` is what will stand, or stands, there. */
type Wish = Interval & { id: string; calendars: readonly string[]; key: Key };

export type BookingOp =
  | ({ do: "hold" } & Wish)
  | ({ do: "book"; holdId: string | null } & Wish)
  | ({ do: "move" } & Wish)
  | { do: "cancel"; id: string; key: Key }
  | { do: "release"; id: string }
  | { do: "read"; id: string }
  | { do: "list"; calendars: readonly string[] }
  /** As if every hold's time had run out: for systems whose clock cannot be set. */
  | { do: "lapse" };

type Granted = { said: "granted"; id: string; calendar: string; expiresAt: Moment | null };
type Refused = { said: "refused"; reason: BookingRefusal["reason"] };
export type BookingAnswer = Granted | Refused | { said: "done" } | { said: "seen"; entries: readonly Entry[] };

/** An appointment, or a hold, which may be over from one moment on and surely is at another. */
type Taken = Place & { mayLapseAt: Moment; lapsesAt: Moment };
/** `passed` is a moment that has surely gone by, since somebody saw a hold lapse at it. */
export type BookingState = {
  taken: ReadonlyMap<string, Taken>;
  answers: ReadonlyMap<string, BookingAnswer>;
  passed: Moment;
};

type Fact<Op extends BookingOp = BookingOp> = Told<Op, BookingAnswer>;
type WishOp = Extract<BookingOp, Wish>;

const NEVER = Number.POSITIVE_INFINITY;
const LONG_AGO = Number.NEGATIVE_INFINITY;
const TAKEN: readonly Refused["reason"][] = ["slot_taken", "buffer"];
const GONE: readonly Refused["reason"][] = ["hold_expired", "already_cancelled", "appointment_not_found"];

/** Calendars on which no two things stand at once, in the plainest terms: one command after another. */
export const bookings: Specification<BookingOp, BookingAnswer, BookingState> = {
  initial: { taken: new Map(), answers: new Map(), passed: LONG_AGO },
  apply(state, told) {
    if ((told.returnedAt ?? NEVER) < state.passed) return null;
    const key = keyOf(told.op);
    if (key === null) return take(state, told);
    const known = state.answers.get(key);
    if (known) return isSame(known, told.answer) ? state : null;
    const next = take(state, told);
    return next && { ...next, answers: new Map(state.answers).set(key, told.answer) };
  },
  guess(op) {
    if (op.do === "read" || op.do === "list") return [];
    const refusals =
      keyOf(op) === null ? [] : [...TAKEN, ...GONE].map((reason): Refused => ({ said: "refused", reason }));
    if (!("calendars" in op)) return [{ said: "done" }, ...refusals];
    const { id } = op;
    return [
      ...op.calendars.map((calendar): Granted => ({ said: "granted", id, calendar, expiresAt: null })),
      ...refusals,
    ];
  },
  key({ taken, answers, passed }) {
    const places = [...taken].map(([id, { calendar, start, end, lapsesAt }]) =>
      [id, calendar, start, end, lapsesAt].join(),
    );
    const kept = [...answers].map(([key, answer]) => `${key}=${JSON.stringify(answer)}`);
    return [passed, ...places.sort(), ...kept.sort()].join(" ");
  },
  touches(op) {
    if (op.do === "lapse") return null;
    const ids = "id" in op ? [op.id, ...("holdId" in op && op.holdId ? [op.holdId] : [])] : [];
    const key = keyOf(op);
    return [...ids, ...("calendars" in op ? op.calendars : []), ...(key === null ? [] : [key])];
  },
};

function take(state: BookingState, told: Fact): BookingState | null {
  const { op } = told;
  switch (op.do) {
    case "hold":
    case "book":
    case "move":
      return place(state, { ...told, op });
    case "cancel":
    case "release":
      return end(state, { ...told, op });
    case "read":
      return see(state, told, (id) => id === op.id);
    case "list":
      return see(state, told, (_, { calendar }) => op.calendars.includes(calendar));
    case "lapse":
      return endAll(state, (_, { mayLapseAt }) => mayLapseAt !== NEVER);
    default:
      return op satisfies never;
  }
}

/** A new time on one calendar, in exchange for the hold or the old time. */
function place(state: BookingState, told: Fact<WishOp>): BookingState | null {
  const { op, answer } = told;
  const given = givenUpBy(op);
  if (answer.said === "refused" && GONE.includes(answer.reason))
    return given === null ? null : miss(state, given, told);
  if (given !== null && !mayStand(state, given, told)) return null;
  const rest = given === null ? state : without(state, given);
  if (answer.said === "refused" && TAKEN.includes(answer.reason)) {
    const isBusy = (calendar: string) => inTheWay(rest, op, calendar).some((id) => mayStand(rest, id, told));
    return op.calendars.every(isBusy) ? state : null;
  }
  const isOwn = answer.said === "granted" && answer.id === op.id && op.calendars.includes(answer.calendar);
  return isOwn ? put(rest, told, answer) : null;
}

function put(state: BookingState, told: Fact<WishOp>, { calendar, expiresAt }: Granted): BookingState | null {
  const { op, invokedAt } = told;
  const others = inTheWay(state, op, calendar);
  if (!others.every((id) => mayBeOver(state, id, told))) return null;
  // Nobody was told when an unanswered hold ends.
  const [mayLapseAt, lapsesAt] = op.do === "hold" ? [expiresAt ?? invokedAt, expiresAt ?? NEVER] : [NEVER, NEVER];
  const entry = { calendar, start: op.start, end: op.end, mayLapseAt, lapsesAt };
  const free = lapse(state, others);
  return { ...free, taken: new Map(free.taken).set(op.id, entry) };
}

/** A hold that has lapsed can be released or not: until it is swept away, it is still there. */
function end(state: BookingState, told: Fact<BookingOp & { do: "cancel" | "release" }>): BookingState | null {
  const { op, answer } = told;
  if (answer.said === "done") return state.taken.has(op.id) ? without(state, op.id) : null;
  return answer.said === "refused" && GONE.includes(answer.reason) ? miss(state, op.id, told) : null;
}

/** All that was seen stands there, and all that was not does not. */
function see(state: BookingState, told: Fact, isAsked: (id: string, taken: Taken) => boolean): BookingState | null {
  if (told.answer.said !== "seen") return null;
  const { entries } = told.answer;
  const isTrue = entries.every((entry) => {
    const taken = state.taken.get(entry.id);
    return taken && mayStand(state, entry.id, told) && isSamePlace(taken, entry) && isAsked(entry.id, taken);
  });
  const unseen = [...state.taken].filter(
    ([id, taken]) => isAsked(id, taken) && !entries.some((entry) => entry.id === id),
  );
  if (!isTrue || !unseen.every(([id]) => mayBeOver(state, id, told))) return null;
  return lapse(
    state,
    unseen.map(([id]) => id),
  );
}

/** Somebody found it gone. */
function miss(state: BookingState, id: string, told: Fact): BookingState | null {
  return mayBeOver(state, id, told) ? lapse(state, [id]) : null;
}

/** From here on they are over for everybody, and so is every other hold that was to end before them. */
function lapse(state: BookingState, ids: readonly string[]): BookingState {
  const ended = ids.flatMap((id) => state.taken.get(id) ?? []).filter(({ lapsesAt }) => lapsesAt !== LONG_AGO);
  if (ended.length === 0) return state;
  const passed = Math.max(state.passed, ...ended.map(({ mayLapseAt }) => mayLapseAt));
  return { ...endAll(state, (id) => ids.includes(id)), passed };
}

function endAll(state: BookingState, isOver: (id: string, taken: Taken) => boolean): BookingState {
  const over = [...state.taken].filter(([id, taken]) => isOver(id, taken));
  const ended = over.map(([id, taken]) => [id, { ...taken, mayLapseAt: LONG_AGO, lapsesAt: LONG_AGO }] as const);
  return { ...state, taken: new Map([...state.taken, ...ended]) };
}

function without(state: BookingState, id: string): BookingState {
  const taken = new Map(state.taken);
  taken.delete(id);
  return { ...state, taken };
}

function inTheWay({ taken }: BookingState, wanted: Interval, calendar: string): string[] {
  return [...taken].filter(([, other]) => other.calendar === calendar && overlaps(other, wanted)).map(([id]) => id);
}

function mayStand(state: BookingState, id: string, { invokedAt }: Fact): boolean {
  const taken = state.taken.get(id);
  return taken !== undefined && taken.lapsesAt > Math.max(invokedAt, state.passed);
}

function mayBeOver(state: BookingState, id: string, { returnedAt }: Fact): boolean {
  const taken = state.taken.get(id);
  return taken === undefined || taken.mayLapseAt <= (returnedAt ?? NEVER);
}

function givenUpBy(op: WishOp): string | null {
  if (op.do === "move") return op.id;
  return op.do === "book" ? op.holdId : null;
}

function keyOf(op: BookingOp): Key {
  return "key" in op ? op.key : null;
}

function isSame(known: BookingAnswer, answer: BookingAnswer): boolean {
  if (known.said === "granted" && answer.said === "granted") {
    return known.id === answer.id && known.calendar === answer.calendar;
  }
  return JSON.stringify(known) === JSON.stringify(answer);
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.calendar === b.calendar && a.start === b.start && a.end === b.end;
}
