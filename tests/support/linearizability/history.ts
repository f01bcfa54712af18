/** Milliseconds since 1970 with a fraction that tells apart what happened within one of them. */
export type Moment = number;

type Asked<Op> = { client: number; op: Op; invokedAt: Moment };
export type Answered<Op, Answer> = Asked<Op> & { returnedAt: Moment; answer: Answer };
/** Nobody knows whether it happened, nor when: it may still happen after everything else. */
export type Unanswered<Op> = Asked<Op> & { returnedAt: null; cause: unknown };
export type Operation<Op, Answer> = Answered<Op, Answer> | Unanswered<Op>;

/** The smallest step that a double can still take at today's milliseconds, with room to spare. */
const TICK_MS = 2 ** -10;
const TIMEOUT_MS = 10_000;

/** Writes down what clients ask and what they are told. All of them must share one recorder, for they share its clock. */
export class Recorder<Op, Answer> {
  readonly history: Operation<Op, Answer>[] = [];
  readonly #timeoutMs: number;
  #last: Moment = 0;

  constructor(timeoutMs = TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  /** The answer, or null when none came: a fault and a timeout both leave the operation open. */
  async record<Told extends Answer>(client: number, op: Op, run: () => Promise<Told>): Promise<Told | null> {
    const asked = { client, op, invokedAt: this.#now() };
    const turn = this.history.push({ ...asked, returnedAt: null, cause: "in flight" }) - 1;
    try {
      const answer = await withinTime(run(), this.#timeoutMs);
      this.history[turn] = { ...asked, returnedAt: this.#now(), answer };
      return answer;
    } catch (cause) {
      this.history[turn] = { ...asked, returnedAt: null, cause };
      return null;
    }
  }

  /** Later than ever before, so that of any two moments it is known which came first. */
  #now(): Moment {
    this.#last = Math.max(Date.now(), this.#last + TICK_MS);
    return this.#last;
  }
}

/** Operations whose outcome nobody knows. Too many of them, and a history proves nothing. */
export function unanswered<Op, Answer>(history: readonly Operation<Op, Answer>[]): Unanswered<Op>[] {
  return history.filter((operation) => operation.returnedAt === null);
}

function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
