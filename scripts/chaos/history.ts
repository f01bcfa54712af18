/** What became of a request. Unknown: no answer came, or one that does not tell, so it may or may not have happened. */
export type Outcome =
  | { kind: "acked"; id: string; startsAt: number }
  | { kind: "refused"; code: string }
  | { kind: "unknown" };

export type Operation = "book" | "hold" | "release" | "reschedule" | "cancel";
export type Channel = "api" | "phone";

/** How a request goes over the wire. Sent again it is the same request, with the same key. */
export type Request = { path: string; method: "POST" | "DELETE"; body: string; key: string; channel: Channel };

/** One operation of one client, from its first byte to the answer. Times are of one monotonic clock. */
export type Entry = {
  client: number;
  op: Operation;
  /** The booking it is about, by its customer's name: no two bookings share one. */
  subject: string;
  /** The time that was asked for. Null where none is. */
  startsAt: number | null;
  request: Request;
  invokedAt: number;
  returnedAt: number | null;
  /** Sendings that were lost on the way. */
  losses: number;
  outcome: Outcome;
  /** Ids that the same key got when it was sent once more. */
  repeats: string[];
};

export type Counts = { acked: number; refused: number; unknown: number; recovered: number; repeated: number };

/** Recovered are those that were lost at first and known in the end. */
export function countEntries(history: readonly Entry[]): Counts {
  const count = (matches: (entry: Entry) => boolean) => history.filter(matches).length;
  return {
    acked: count(({ outcome }) => outcome.kind === "acked"),
    refused: count(({ outcome }) => outcome.kind === "refused"),
    unknown: count(({ outcome }) => outcome.kind === "unknown"),
    recovered: count(({ outcome, losses }) => losses > 0 && outcome.kind !== "unknown"),
    repeated: count(({ repeats }) => repeats.length > 0),
  };
}
