/** Why a browser does not take what stands in a field. In the order of what to say first. */
export const INVALIDITIES = [
  "valueMissing",
  "typeMismatch",
  "badInput",
  "patternMismatch",
  "tooShort",
  "tooLong",
  "rangeUnderflow",
  "rangeOverflow",
  "stepMismatch",
] as const;
export type Invalidity = (typeof INVALIDITIES)[number];

/** The browser has words of its own, but in its language and not in the page's. Null: it is right. */
export function invalidityOf(validity: Partial<ValidityState>): Invalidity | null {
  return INVALIDITIES.find((each) => validity[each]) ?? null;
}
