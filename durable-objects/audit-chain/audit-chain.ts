import { DurableObject } from "cloudflare:workers";
import type { AuditReport } from "../../src/contracts/audit.ts";
import { listUnchained, writeLinks } from "../../src/db/queries/audit-chain.ts";
import { type TenantDb, tenantDb } from "../../src/db/tenant-db.ts";
import type { TenantId } from "../../src/domain/ids.ts";
import { configOf } from "../../src/env.ts";
import { log } from "../../src/log.ts";
import { migrate } from "../migrate.ts";
import { ChainStore, type Head } from "./chain-store.ts";
import { auditChainMigrations } from "./migrations.ts";
import { type Anchor, ChainVerifier } from "./verify-chain.ts";

const PAGE = 200;
/** What is left waits for the next wake-up. */
const MAX_PAGES = 50;

/**
 * The order of one tenant's audit entries. It alone appends, so the chain cannot fork, and it remembers every link, so
 * rows that vanish from D1 are missed. `owner` is the tenant by whose id the caller has chosen this object.
 */
export class AuditChain extends DurableObject<Env> {
  readonly #masterKey = configOf(this.env).DATA_KEY_V1;
  readonly #store = new ChainStore(this.ctx.storage.sql, this.#masterKey);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, auditChainMigrations);
  }

  /** Gives every waiting entry its place and tells how many it took. Each gets one, however often this is repeated. */
  async append(owner: TenantId): Promise<number> {
    const db = tenantDb(this.env.DB, owner);
    let count = 0;
    for (let page = 0; page < MAX_PAGES; page++) {
      const taken = await this.#appendPage(db);
      count += taken;
      if (taken < PAGE) return count;
    }
    return count;
  }

  async head(): Promise<Head> {
    return this.#store.head;
  }

  async verify(owner: TenantId, afterSeq: number, anchors: Anchor[]): Promise<AuditReport> {
    await this.append(owner); // an entry whose place did not reach its row yet is no finding
    const verifier = new ChainVerifier(this.#store, tenantDb(this.env.DB, owner), this.#masterKey);
    return verifier.verify(afterSeq, anchors);
  }

  async #appendPage(db: TenantDb): Promise<number> {
    const rows = await listUnchained(db, PAGE);
    const links = this.ctx.storage.transactionSync(() => this.#store.append(rows));
    const refused = links.filter(({ seq }) => seq === 0).length;
    if (refused > 0) log("error", "audit_entries_refused", { tenantId: db.tenantId, refused });
    await writeLinks(db, links);
    return rows.length;
  }
}
