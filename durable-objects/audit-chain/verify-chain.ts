import type { AuditFinding, AuditReport } from "../../src/contracts/audit.ts";
import { auditHash } from "../../src/db/audit-seal.ts";
import { type ChainedRow, countLinked, findChained, listLinked } from "../../src/db/queries/audit-chain.ts";
import type { TenantDb } from "../../src/db/tenant-db.ts";
import type { ChainStore, Entry, Head } from "./chain-store.ts";

/** A head that was kept elsewhere, under the day it was kept on. */
export type Anchor = Head & { day: string };

const PAGE = 500;
/** A call checks so much; two statements a page stay far below what D1 lets one invocation ask. */
const MAX_PAGES = 200;
const MAX_FINDINGS = 100;

/** Compares the object's own chain with the rows in D1 and with the heads that were kept outside. Changes nothing. */
export class ChainVerifier {
  readonly #store: ChainStore;
  readonly #db: TenantDb;
  readonly #masterKey: string;
  readonly #findings: AuditFinding[] = [];
  /** Entries without a row: cut off at the end, unless a later one has its row. */
  #missing: Entry[] = [];
  #present = 0;

  constructor(store: ChainStore, db: TenantDb, masterKey: string) {
    this.#store = store;
    this.#db = db;
    this.#masterKey = masterKey;
  }

  async verify(afterSeq: number, anchors: readonly Anchor[]): Promise<AuditReport> {
    const { head } = this.#store;
    const checkedTo = await this.#walk(afterSeq, head.seq);
    const isComplete = checkedTo >= head.seq;
    this.#tell(this.#missing, isComplete ? "truncated" : "deleted");
    if (isComplete && afterSeq === 0) await this.#findInserted();
    const agreeing = anchors.filter((anchor) => this.#agrees(anchor));
    const findings = this.#findings.slice(0, MAX_FINDINGS);
    return { isIntact: findings.length === 0, isComplete, checkedTo, head, anchors: agreeing.length, findings };
  }

  /** Tells how far it came. */
  async #walk(afterSeq: number, end: number): Promise<number> {
    let seq = afterSeq;
    let previous = this.#store.hashAt(afterSeq) ?? "";
    for (let page = 0; page < MAX_PAGES && seq < end; page++) {
      const entries = this.#store.after(seq, PAGE).filter((entry) => entry.seq <= end);
      const rows = new Map((await this.#rowsOf(entries)).map((row) => [row.id, row]));
      for (const entry of entries) {
        this.#check(entry, previous, rows.get(entry.id));
        previous = entry.hash;
        seq = entry.seq;
      }
    }
    return seq;
  }

  #rowsOf(entries: readonly Entry[]): Promise<ChainedRow[]> {
    return findChained(
      this.#db,
      entries.map(({ id }) => id),
    );
  }

  #check(entry: Entry, previous: string, row: ChainedRow | undefined): void {
    if (!row) {
      this.#missing.push(entry);
      return;
    }
    this.#present += 1;
    this.#tell(this.#missing, "deleted");
    this.#missing = [];
    if (auditHash(this.#masterKey, previous, row) !== entry.hash) this.#tell([entry], "edited");
    else if (row.seq !== entry.seq) this.#tell([entry], "reordered");
    else if (row.hash !== entry.hash) this.#tell([entry], "edited");
  }

  /** As many rows with a place as entries with a row: then no row is one too many, and none need be looked at. */
  async #findInserted(): Promise<void> {
    let surplus = (await countLinked(this.#db)) - this.#present;
    let after = { seq: -1, id: "" };
    for (let page = 0; page < MAX_PAGES && surplus > 0; page++) {
      const rows = await listLinked(this.#db, after, PAGE);
      const last = rows.at(-1);
      if (!last) return;
      const strangers = rows.filter(({ id }) => this.#store.find(id) === null);
      this.#tell(strangers, "inserted");
      surplus -= strangers.length;
      after = last;
    }
  }

  #agrees({ day, seq, hash }: Anchor): boolean {
    const agrees = this.#store.hashAt(seq) === hash;
    if (!agrees) this.#tell([{ seq, id: day }], "anchor_mismatch");
    return agrees;
  }

  #tell(places: readonly { seq: number; id: string }[], kind: AuditFinding["kind"]): void {
    if (this.#findings.length >= MAX_FINDINGS) return;
    this.#findings.push(...places.map(({ seq, id }) => ({ kind, seq, id })));
  }
}
