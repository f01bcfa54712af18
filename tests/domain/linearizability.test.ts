import { describe, expect, it } from "vitest";
import { type BookingAnswer, bookings } from "../support/linearizability/bookings.ts";
import { check } from "../support/linearizability/check.ts";
import {
  ANYONE,
  at,
  book,
  DONE,
  granted,
  LAPSED,
  list,
  move,
  open,
  seen,
  TAKEN,
  type Times,
  told,
} from "../support/linearizability/fixtures.ts";
import type { BookingOperation } from "../support/linearizability/histories.ts";

const verdictOn = (...history: BookingOperation[]) => check(bookings, history).verdict;

describe("what cannot have happened one after another", () => {
  it.each<{ name: string; history: BookingOperation[] }>([
    {
      name: "two accepted bookings that overlap",
      history: [told([0, 9], book("a", 10), granted("a")), told([1, 8], book("b", 10.5), granted("b"))],
    },
    {
      name: "the refusal of a free time",
      history: [told([0, 1], book("a", 10), granted("a")), told([2, 3], book("b", 11), TAKEN)],
    },
    {
      name: "a refusal although one of several calendars is free",
      history: [told([0, 9], book("a", 10), granted("a")), told([0, 9], book("b", 10, { calendars: ANYONE }), TAKEN)],
    },
    {
      name: "a calendar that nobody asked for",
      history: [told([0, 1], book("a", 10), granted("a", "ben"))],
    },
    {
      name: "an acknowledged booking that is lost",
      history: [told([0, 1], book("a", 10), granted("a")), told([2, 3], { do: "read", id: "a" }, seen())],
    },
    {
      name: "an appointment that stands at both times of its move",
      history: [
        told([0, 1], book("a", 10), granted("a")),
        told([2, 9], move("a", 12), granted("a")),
        told([3, 4], book("b", 12), TAKEN),
        told([5, 6], book("c", 10), TAKEN),
      ],
    },
    {
      name: "an appointment that is nowhere during its move",
      history: [
        told([0, 1], book("a", 10), granted("a")),
        told([2, 9], move("a", 12), granted("a")),
        told([3, 4], list, seen()),
      ],
    },
    {
      name: "a list with both times of a move",
      history: [
        told([0, 1], book("a", 10), granted("a")),
        told([2, 9], move("a", 12), granted("a")),
        told([3, 4], list, seen(["a", 10], ["a", 12])),
      ],
    },
    {
      name: "a stale read",
      history: [
        told([0, 1], book("a", 10), granted("a")),
        told([2, 3], move("a", 12), granted("a")),
        told([4, 5], { do: "read", id: "a" }, seen(["a", 10])),
      ],
    },
    {
      name: "an order that contradicts real time",
      history: [
        told([0, 1], book("a", 10), granted("a")),
        told([4, 5], { do: "cancel", id: "a", key: null }, DONE),
        told([2, 3], book("b", 10), granted("b")),
      ],
    },
    {
      name: "two answers to one key",
      history: [
        told([0, 1], book("a", 10, { key: "k" }), granted("a")),
        told([2, 3], book("b", 14, { key: "k" }), granted("b")),
      ],
    },
    {
      name: "a booking on a hold that somebody else has taken over",
      history: [
        told([0, 1], { do: "hold", id: "h", ...at(10) }, granted("h", "anna", 50)),
        told([60, 61], book("a", 10), granted("a")),
        told([62, 63], book("b", 10, { holdId: "h" }), granted("b")),
      ],
    },
  ])("$name", ({ history }) => {
    expect(verdictOn(...history)).toBe("not_linearizable");
    expect(verdictOn(...history.slice(0, -1))).toBe("linearizable"); // so it is the last one that is wrong
  });

  it("is explained by the operations that fit nowhere", () => {
    const wrong = told([4, 5], book("b", 10), granted("b"));
    const history = [told([0, 1], book("a", 10), granted("a")), told([2, 3], list, seen(["a", 10])), wrong];
    expect(check(bookings, history)).toMatchObject({ verdict: "not_linearizable", stuck: [wrong] });
  });
});

describe("an operation that was never answered", () => {
  const first = open(0, book("a", 10));

  it.each<{ name: string; history: BookingOperation[] }>([
    { name: "may have happened", history: [told([1, 2], book("b", 10), TAKEN)] },
    { name: "may not have happened", history: [told([1, 2], book("b", 10), granted("b"))] },
    { name: "may happen late", history: [told([1, 2], list, seen()), told([3, 4], list, seen(["a", 10]))] },
  ])("$name", ({ history }) => {
    expect(verdictOn(first, ...history)).toBe("linearizable");
  });

  it("does not come and go", () => {
    const [there, gone] = [told([1, 2], list, seen(["a", 10])), told([3, 4], list, seen())];
    expect(verdictOn(first, there, gone)).toBe("not_linearizable");
  });

  it("has one answer when it is asked again", () => {
    const again = { key: "k", calendars: ANYONE };
    const asked = [open(0, book("a", 10, again)), told([1, 2], list, seen(["a", 10]))];
    expect(verdictOn(...asked, told([3, 4], book("a", 10, again), granted("a")))).toBe("linearizable");
    expect(verdictOn(...asked, told([3, 4], book("a", 10, again), granted("a", "ben")))).toBe("not_linearizable");
    expect(verdictOn(...asked, told([3, 4], book("a", 10, again), TAKEN))).toBe("not_linearizable");
  });
});

describe("a hold", () => {
  const held = told([0, 1], { do: "hold", id: "h", ...at(10) }, granted("h", "anna", 50));
  const use = (times: Times, answer: BookingAnswer) => told(times, book("a", 10, { holdId: "h" }), answer);
  const rival = (times: Times, answer: BookingAnswer) => told(times, book("b", 10), answer);

  it("keeps others out until it lapses, and nobody afterwards", () => {
    expect(verdictOn(held, rival([48, 49], granted("b")))).toBe("not_linearizable");
    expect(verdictOn(held, rival([51, 52], TAKEN))).toBe("not_linearizable");
    expect(verdictOn(held, rival([51, 52], granted("b")))).toBe("linearizable");
  });

  it("may have lapsed or not for whoever asks while it lapses", () => {
    for (const answer of [TAKEN, granted("b")]) expect(verdictOn(held, rival([49, 51], answer))).toBe("linearizable");
    for (const answer of [LAPSED, granted("a")]) expect(verdictOn(held, use([49, 51], answer))).toBe("linearizable");
  });

  it("that has lapsed for one has lapsed for all", () => {
    const [lapsed, taken] = [use([40, 60], LAPSED), rival([61, 62], TAKEN)];
    expect(verdictOn(held, lapsed, taken)).toBe("not_linearizable");
    expect(verdictOn(held, rival([40, 60], granted("b")), use([45, 70], granted("a")))).toBe("not_linearizable");
  });

  it("is used up by its booking and freed by its release", () => {
    expect(verdictOn(held, use([2, 3], granted("a")), use([4, 5], LAPSED))).toBe("linearizable");
    expect(verdictOn(held, told([2, 3], { do: "release", id: "h" }, DONE), rival([4, 5], TAKEN))).toBe(
      "not_linearizable",
    );
  });
});
