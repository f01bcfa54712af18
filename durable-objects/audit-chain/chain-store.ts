import { auditHash, auditSeal } from "../../src/db/audit-seal.ts";
import type { ChainedRow, Link } from "../../src/db/queries/audit-chain.ts";

export type Head = { seq: number; hash: string };
export type Entry = Head & { id: string };

const NO_HEAD: Head = { seq: 0, hash: "" };

/** The chain as its object remembers it, whatever becomes of the rows. */
export class ChainStore {
  readonly #sql: SqlStorage;
  readonly #masterKey: string;

  constructor(sql: SqlStorage, masterKey: string) {
    this.#sql = sql;
    this.#masterKey = masterKey;
  }

  get head(): Head {
    return this.#sql.exec<Head>("SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1").toArray()[0] ?? NO_HEAD;
  }

  /** The hash that an entry was chained to. */
  hashAt(seq: number): string | null {
    if (seq === 0) return NO_HEAD.hash;
    return this.#sql.exec<Head>("SELECT seq, hash FROM chain WHERE seq = ?", seq).toArray()[0]?.hash ?? null;
  }

  find(id: string): Entry | null {
    return this.#sql.exec<Entry>("SELECT seq, id, hash FROM chain WHERE id = ?", id).toArray()[0] ?? null;
  }

  after(seq: number, limit: number): Entry[] {
    return this.#sql
      .exec<Entry>("SELECT seq, id, hash FROM chain WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)
      .toArray();
  }

  /** Appends each row that is new and genuine. A row that was taken before keeps its place. */
  append(rows: readonly ChainedRow[]): Link[] {
    let { seq, hash } = this.head;
    return rows.map((row) => {
      const known = this.find(row.id);
      if (known) return known;
      if (row.seal !== auditSeal(this.#masterKey, row)) return { id: row.id, seq: 0, hash: null };
      seq += 1;
      hash = auditHash(this.#masterKey, hash, row);
      this.#sql.exec("INSERT INTO chain (seq, id, hash) VALUES (?, ?, ?)", seq, row.id, hash);
      return { id: row.id, seq, hash };
    });
  }
}
