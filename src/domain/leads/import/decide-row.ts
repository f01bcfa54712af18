import type { LeadDraft, RowProblem } from "./lead-row.ts";

export type RowOutcome = "created" | "duplicate" | "invalid" | "opted_out";

/** A row as it was read, with the blind indexes of its number and address. */
export type IndexedRow = {
  line: number;
  cells: readonly string[];
  phoneIndex: string | null;
  emailIndex: string | null;
} & ({ draft: LeadDraft; problem: null } | { draft: null; problem: RowProblem });

/** What is known by number or address, besides the file. */
export type Known<LeadId, CustomerId> = {
  leads: ReadonlyMap<string, LeadId>;
  customers: ReadonlyMap<string, CustomerId>;
  optedOut: ReadonlySet<string>;
  /** Of rows before, in this file. */
  earlier: Set<string>;
};

export type DecidedRow<LeadId, CustomerId> = IndexedRow & {
  outcome: RowOutcome;
  reason: RowProblem | null;
  /** Whom it is a duplicate of; neither: of a row before it. */
  leadId: LeadId | null;
  customerId: CustomerId | null;
};

/** What becomes of each row, in the order of the file: the first of several rows of one person counts. */
export function decideRows<LeadId, CustomerId>(
  rows: readonly IndexedRow[],
  known: Known<LeadId, CustomerId>,
): DecidedRow<LeadId, CustomerId>[] {
  return rows.map((row) => {
    const decided = decideRow(row, known);
    if (decided.outcome === "created") for (const index of indexesOf(row)) known.earlier.add(index);
    return decided;
  });
}

function decideRow<L, C>(row: IndexedRow, known: Known<L, C>): DecidedRow<L, C> {
  const nobody = { leadId: null, customerId: null };
  if (row.problem !== null) return { ...row, ...nobody, outcome: "invalid", reason: row.problem };
  const indexes = indexesOf(row);
  if (indexes.some((index) => known.optedOut.has(index))) {
    return { ...row, ...nobody, outcome: "opted_out", reason: "opted_out" };
  }
  const leadId = firstIn(indexes, known.leads);
  const customerId = firstIn(indexes, known.customers);
  const isKnown = leadId !== null || customerId !== null || indexes.some((index) => known.earlier.has(index));
  return { ...row, leadId, customerId, outcome: isKnown ? "duplicate" : "created", reason: null };
}

function indexesOf({ phoneIndex, emailIndex }: IndexedRow): string[] {
  return [phoneIndex, emailIndex].filter((index) => index !== null);
}

function firstIn<T>(indexes: readonly string[], map: ReadonlyMap<string, T>): T | null {
  for (const index of indexes) {
    const found = map.get(index);
    if (found !== undefined) return found;
  }
  return null;
}
