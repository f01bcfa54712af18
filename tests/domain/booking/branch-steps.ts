import fc from "fast-check";

/** A time on the branch's raster, counted in quarters of an hour from its opening; a broken one lies off the raster. */
export type Choice = { quarter: number; service: "cut" | "colour"; staff: "anna" | "ben" | "anyone" };

/** What somebody does to a branch. Appointments and holds are named by their turn, so that a step can be shrunk. */
export type Step =
  | { do: "hold"; choice: Choice; holder: string }
  | { do: "book"; choice: Choice }
  | { do: "book_held"; hold: number; holder: string | null; shift: number }
  | { do: "move"; appointment: number; choice: Choice; isByCustomer: boolean }
  | { do: "answer"; appointment: number; accept: boolean }
  | { do: "cancel"; appointment: number }
  | { do: "release"; hold: number; holder: string }
  | { do: "burst"; choices: Choice[] }
  | { do: "change_rules"; closesAt: number }
  | { do: "repeat"; input: "same" | "other" }
  | { do: "expire_holds" }
  | { do: "evict" };

type Kind = Step["do"];
const kind = <K extends Kind>(name: K) => fc.constant(name);
const turn = fc.nat({ max: 40 });
const holder = fc.constantFrom("caller", "visitor");

/** A crowded morning, so that wishes meet; now and then a time that the branch never offers. */
const choice: fc.Arbitrary<Choice> = fc.record({
  quarter: fc.oneof(
    { weight: 12, arbitrary: fc.noBias(fc.nat({ max: 14 })) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0.2, 34) },
  ),
  service: fc.constantFrom("cut" as const, "cut" as const, "colour" as const),
  staff: fc.constantFrom("anna" as const, "ben" as const, "anyone" as const),
});

const mostly = fc.constantFrom(true, true, false);

export const aBurst = fc.record({ do: kind("burst"), choices: fc.array(choice, { minLength: 2, maxLength: 6 }) });
export const aBooking = fc.record({ do: kind("book"), choice });
export const aCancel = fc.record({ do: kind("cancel"), appointment: turn });

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: kind("hold"), choice, holder }) },
  { weight: 4, arbitrary: aBooking },
  {
    weight: 4,
    arbitrary: fc.record({
      do: kind("book_held"),
      hold: turn,
      holder: fc.option(holder),
      shift: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: kind("move"), appointment: turn, choice, isByCustomer: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: kind("answer"), appointment: turn, accept: mostly }) },
  { weight: 2, arbitrary: aCancel },
  { weight: 1, arbitrary: fc.record({ do: kind("release"), hold: turn, holder }) },
  { weight: 1, arbitrary: aBurst },
  { weight: 1, arbitrary: fc.record({ do: kind("change_rules"), closesAt: fc.constantFrom(630, 720, 1_080) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: kind("repeat"), input: fc.constantFrom("same" as const, "other" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("expire_holds" as const, "evict" as const) }) },
);
