import { vi } from "vitest";

const REAL_FETCH = globalThis.fetch;

/** Where the tests have vendors, nobody listens (vitest.config.ts): messages that an earlier test left are tried there. */
export const nobodyListens = ({ port }: URL) => port === "9";

/**
 * Answers what leaves the Worker until `vi.restoreAllMocks()`. A runtime is shared, and what earlier tests left in queues
 * asks too: what is not `theirs` goes where it would have gone.
 */
export function playNetwork(answer: typeof fetch, theirs: (url: URL) => boolean = (url) => !nobodyListens(url)): void {
  const spy = vi.spyOn(globalThis, "fetch");
  const pass = spy.getMockImplementation() ?? REAL_FETCH;
  spy.mockImplementation((input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return (theirs(url) ? answer : pass)(input, init);
  });
}
