import type { Answered, Operation, Unanswered } from "./history.ts";
import { partition } from "./partition.ts";

/** An operation with its answer, be it recorded or guessed. */
export type Told<Op, Answer> = Answered<Op, Answer> | (Omit<Unanswered<Op>, "cause"> & { answer: Answer });

/** What a system does when it does one thing at a time. States are never changed, only replaced. */
export type Specification<Op, Answer, State> = {
  initial: State;
  /**
   * The state after this answer, or null when it cannot have been given. The very same state when the answer changes
   * nothing that anybody could miss, wherever else it may be given: a look, a refusal.
   */
  apply(state: State, told: Told<Op, Answer>): State | null;
  /** Every answer with an effect that an unanswered operation may have had. */
  guess(op: Op): Answer[];
  /** Equal for states that nobody can tell apart. */
  key(state: State): string;
  /** Names of all that an operation reads or writes; null stands for everything. */
  touches(op: Op): string[] | null;
};

export type Verdict<Op, Answer> =
  | { verdict: "linearizable"; explored: number }
  /** `stuck`: where the search got furthest, none of these could come next. */
  | { verdict: "not_linearizable"; explored: number; stuck: Operation<Op, Answer>[] }
  /** Too many orders to try. Neither a yes nor a no. */
  | { verdict: "undecided"; explored: number };

/** A partial order of events that the specification allows: `placed` is a set of turns, `count` its answered ones. */
type Node<State> = { placed: bigint; count: number; state: State };

const MAX_STATES = 50_000;

/** Whether one order, in keeping with real time, explains every answer. Independent operations are judged apart. */
export function check<Op, Answer, State>(
  spec: Specification<Op, Answer, State>,
  history: readonly Operation<Op, Answer>[],
  maxStates = MAX_STATES,
): Verdict<Op, Answer> {
  const verdicts = partition(history, ({ op }) => spec.touches(op)).map((part) =>
    new Search(spec, part, maxStates).run(),
  );
  const explored = verdicts.reduce((sum, verdict) => sum + verdict.explored, 0);
  const worst = ["not_linearizable", "undecided"].map((name) => verdicts.find(({ verdict }) => verdict === name));
  return { ...(worst.find(Boolean) ?? { verdict: "linearizable" }), explored };
}

/** Wing and Gong's search, with Lowe's memo: the same operations placed and the same state need no second look. */
class Search<Op, Answer, State> {
  readonly #spec: Specification<Op, Answer, State>;
  readonly #operations: Operation<Op, Answer>[];
  readonly #maxStates: number;
  readonly #seen = new Set<string>();

  constructor(spec: Specification<Op, Answer, State>, part: readonly Operation<Op, Answer>[], maxStates: number) {
    this.#spec = spec;
    this.#operations = part.toSorted((a, b) => a.invokedAt - b.invokedAt);
    this.#maxStates = maxStates;
  }

  run(): Verdict<Op, Answer> {
    const goal = this.#operations.filter(({ returnedAt }) => returnedAt !== null).length;
    let furthest: Node<State> = { placed: 0n, count: 0, state: this.#spec.initial };
    const open = [furthest];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.count === goal) return { verdict: "linearizable", explored: this.#seen.size };
      if (this.#seen.size > this.#maxStates) return { verdict: "undecided", explored: this.#seen.size };
      if (node.count > furthest.count) furthest = node;
      open.push(...this.#after(node).filter((next) => this.#isNew(next)));
    }
    const stuck = this.#mayComeNext(furthest).map((turn) => this.#at(turn));
    return { verdict: "not_linearizable", explored: this.#seen.size, stuck };
  }

  /** Most promising last. */
  #after(node: Node<State>): Node<State>[] {
    const nodes: Node<State>[] = [];
    for (const turn of this.#mayComeNext(node)) {
      for (const next of this.#place(node, turn)) {
        if (next.state !== node.state) nodes.unshift(next);
        // What fits here and changes nothing may as well stand here as anywhere later: no other order is needed.
        else if (next.count > node.count) return [next];
      }
    }
    return nodes;
  }

  /** Turns of what nothing unplaced precedes in real time, soonest answered first. */
  #mayComeNext({ placed }: Node<State>): number[] {
    let firstReturn = Number.POSITIVE_INFINITY;
    const turns: number[] = [];
    for (const [turn, operation] of this.#operations.entries()) {
      if (operation.invokedAt > firstReturn) break;
      if (placed & (1n << BigInt(turn))) continue;
      firstReturn = Math.min(firstReturn, endOf(operation));
      turns.push(turn);
    }
    const early = turns.filter((turn) => this.#at(turn).invokedAt <= firstReturn);
    return early.sort((a, b) => endOf(this.#at(a)) - endOf(this.#at(b)));
  }

  #place(node: Node<State>, turn: number): Node<State>[] {
    const operation = this.#at(turn);
    const placed = node.placed | (1n << BigInt(turn));
    const count = node.count + (operation.returnedAt === null ? 0 : 1);
    const told = "answer" in operation ? [operation] : this.#guess(operation);
    return told.flatMap((each) => {
      const state = this.#spec.apply(node.state, each);
      return state === null ? [] : [{ placed, count, state }];
    });
  }

  #guess(operation: Unanswered<Op>): Told<Op, Answer>[] {
    return this.#spec.guess(operation.op).map((answer) => ({ ...operation, answer }));
  }

  #isNew({ placed, state }: Node<State>): boolean {
    const { size } = this.#seen;
    return this.#seen.add(`${placed.toString(36)} ${this.#spec.key(state)}`).size > size;
  }

  #at(turn: number): Operation<Op, Answer> {
    const operation = this.#operations[turn];
    if (!operation) throw new RangeError(`the history has no turn ${turn}`);
    return operation;
  }
}

function endOf({ returnedAt }: { returnedAt: number | null }): number {
  return returnedAt ?? Number.POSITIVE_INFINITY;
}
