const SHORTEST_NUMBER = 3;
const SHORTEST_WORD = 2;
/** Digits, and what people put between them. */
const NUMBER = /^[+()\d\s/.-]+$/;

/** One field for both: a number is looked for among callers, anything else among what was said. */
export function soughtBy(q: string): { number?: string; search?: string } {
  if (NUMBER.test(q)) return q.length >= SHORTEST_NUMBER ? { number: q } : {};
  return q.length >= SHORTEST_WORD ? { search: q.slice(0, 100) } : {};
}
