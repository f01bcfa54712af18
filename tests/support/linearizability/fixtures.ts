import type { BookingAnswer, BookingOp, Entry } from "./bookings.ts";
import type { BookingOperation } from "./histories.ts";

export type Times = readonly [invokedAt: number, returnedAt: number];

const HOUR = 60;
export const ANNA = ["anna"];
export const ANYONE = ["anna", "ben"];
export const DONE: BookingAnswer = { said: "done" };
export const TAKEN: BookingAnswer = { said: "refused", reason: "slot_taken" };
export const LAPSED: BookingAnswer = { said: "refused", reason: "hold_expired" };

/** On Anna's calendar, an hour long. */
export const at = (hour: number) => ({ start: hour * HOUR, end: (hour + 1) * HOUR, calendars: ANNA, key: null });
export const book = (id: string, hour: number, more: Partial<BookingOp & { do: "book" }> = {}): BookingOp => ({
  do: "book",
  id,
  holdId: null,
  ...at(hour),
  ...more,
});
export const move = (id: string, hour: number): BookingOp => ({ do: "move", id, ...at(hour) });
export const list: BookingOp = { do: "list", calendars: ANYONE };

export const granted = (id: string, calendar = "anna", expiresAt: number | null = null): BookingAnswer => ({
  said: "granted",
  id,
  calendar,
  expiresAt,
});
export const seen = (...entries: [id: string, hour: number][]): BookingAnswer => {
  const toEntry = ([id, hour]: [string, number]): Entry => ({
    id,
    calendar: "anna",
    start: hour * HOUR,
    end: (hour + 1) * HOUR,
  });
  return { said: "seen", entries: entries.map(toEntry) };
};

/** An answered operation. */
export const told = ([invokedAt, returnedAt]: Times, op: BookingOp, answer: BookingAnswer): BookingOperation => ({
  client: 1,
  op,
  invokedAt,
  returnedAt,
  answer,
});
/** One that was never answered. */
export const open = (invokedAt: number, op: BookingOp): BookingOperation => ({
  client: 1,
  op,
  invokedAt,
  returnedAt: null,
  cause: "timeout",
});
