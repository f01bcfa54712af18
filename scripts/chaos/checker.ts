import type { Entry } from "./history.ts";

/** An appointment as the ledger or the read model shows it. `subject` is the customer's name. */
export type Row = {
  id: string;
  subject: string;
  serviceId: string;
  staffId: string;
  startsAt: number;
  endsAt: number;
  status: string;
  version: number;
};

export type Buffers = { beforeMs: number; afterMs: number };

/** What the clients were told, and what is there in the end. */
export type Evidence = {
  history: readonly Entry[];
  ledger: readonly Row[];
  readModel: readonly Row[];
  buffers: ReadonlyMap<string, Buffers>;
};

/** Every promise that was broken, in words. Empty: none. */
export function findViolations({ history, ledger, readModel, buffers }: Evidence): string[] {
  return [
    ...lostOrDoubled(history, ledger),
    ...unasked(history, ledger),
    ...otherTimes(history),
    ...differentAnswers(history),
    ...overlapping(ledger, buffers),
    ...drifted(ledger, readModel),
  ];
}

/** Where an appointment may stand. More than one place only when its last change is unknown. */
type Standing = { startsAt: number; status: "confirmed" | "cancelled" } | "absent";

function lostOrDoubled(history: readonly Entry[], ledger: readonly Row[]): string[] {
  const rows = Map.groupBy(ledger, ({ subject }) => subject);
  const changes = Map.groupBy(
    history.filter(({ op }) => op !== "hold" && op !== "release"),
    ({ subject }) => subject,
  );
  return [...changes].flatMap(([subject, entries]) => {
    const found = rows.get(subject) ?? [];
    if (found.length > 1) return [`${subject} is there ${found.length} times: ${found.map(({ id }) => id).join(", ")}`];
    const standings = entries.reduce(follow, ["absent"] as Standing[]);
    if (!standings.some((standing) => fits(standing, found[0]))) {
      return [`${subject} should be ${standings.map(tell).join(" or ")}, but is ${tellRow(found[0])}`];
    }
    const known = new Set(entries.flatMap(({ outcome }) => (outcome.kind === "acked" ? [outcome.id] : [])));
    if (found[0]) known.add(found[0].id);
    return known.size > 1 ? [`${subject} was acknowledged as ${[...known].join(" and ")}`] : [];
  });
}

/** A client waits for each answer before it goes on, so its entries are in order. */
function follow(before: Standing[], { op, startsAt, outcome }: Entry): Standing[] {
  if (outcome.kind === "refused") return before;
  const after = before.map((standing) => changed(standing, op, outcome.kind === "acked" ? outcome.startsAt : startsAt));
  return outcome.kind === "acked" ? after : [...before, ...after];
}

function changed(standing: Standing, op: Entry["op"], startsAt: number | null): Standing {
  if (op === "cancel") return standing === "absent" ? standing : { ...standing, status: "cancelled" };
  return { startsAt: startsAt ?? 0, status: "confirmed" };
}

function fits(standing: Standing, row: Row | undefined): boolean {
  if (standing === "absent" || !row) return standing === "absent" && !row;
  return standing.status === row.status && standing.startsAt === row.startsAt;
}

function unasked(history: readonly Entry[], ledger: readonly Row[]): string[] {
  const asked = new Set(history.map(({ subject }) => subject));
  return ledger.filter(({ subject }) => !asked.has(subject)).map(({ id }) => `${id} is there, but nobody booked it`);
}

function otherTimes(history: readonly Entry[]): string[] {
  return history.flatMap(({ op, subject, startsAt, outcome }) => {
    const isOther = outcome.kind === "acked" && startsAt !== null && outcome.startsAt !== startsAt;
    return isOther ? [`${op} of ${subject} was acknowledged for another time than was asked for`] : [];
  });
}

function differentAnswers(history: readonly Entry[]): string[] {
  return history.flatMap(({ outcome, repeats, subject, op }) => {
    const others = outcome.kind === "acked" ? repeats.filter((id) => id !== outcome.id) : repeats;
    return others.map((id) => `${op} of ${subject}, sent again with the same key, was answered with ${id}`);
  });
}

/** Of one member of staff, sorted by start: each must have ended, buffers included, when the next begins. */
function overlapping(ledger: readonly Row[], buffers: ReadonlyMap<string, Buffers>): string[] {
  const confirmed = ledger
    .filter(({ status }) => status === "confirmed")
    .map((row) => ({ row, ...blockOf(row, buffers) }));
  return [...Map.groupBy(confirmed, ({ row }) => row.staffId).values()].flatMap((blocks) => {
    const sorted = blocks.sort((a, b) => a.start - b.start);
    return sorted.slice(1).flatMap((block, index) => {
      const before = sorted[index];
      return before && before.end > block.start ? [`${before.row.id} and ${block.row.id} overlap`] : [];
    });
  });
}

function blockOf({ serviceId, startsAt, endsAt }: Row, buffers: ReadonlyMap<string, Buffers>) {
  const { beforeMs, afterMs } = buffers.get(serviceId) ?? { beforeMs: 0, afterMs: 0 };
  return { start: startsAt - beforeMs, end: endsAt + afterMs };
}

/** Where the read model is not what the ledger is. */
export function drifted(ledger: readonly Row[], readModel: readonly Row[]): string[] {
  const projected = new Map(readModel.map((row) => [row.id, row]));
  const behind = ledger.filter((row) => !isSame(row, projected.get(row.id)));
  const known = new Set(ledger.map(({ id }) => id));
  return [
    ...behind.map(
      (row) => `the read model has ${row.id} as ${tellRow(projected.get(row.id))}, the ledger as ${tellRow(row)}`,
    ),
    ...readModel
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => `the read model has ${id}, which the ledger has not`),
  ];
}

function isSame(row: Row, other: Row | undefined): boolean {
  const fields = ["status", "startsAt", "endsAt", "staffId", "version", "subject"] as const;
  return other !== undefined && fields.every((field) => row[field] === other[field]);
}

function tell(standing: Standing): string {
  return standing === "absent" ? "absent" : `${standing.status} at ${new Date(standing.startsAt).toISOString()}`;
}

function tellRow(row: Row | undefined): string {
  return row ? `${row.status} at ${new Date(row.startsAt).toISOString()} (version ${row.version})` : "absent";
}
