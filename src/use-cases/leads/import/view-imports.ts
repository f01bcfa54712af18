import type { LeadImportView } from "../../../contracts/lead-imports.ts";
import {
  deleteLeadImport,
  findLeadImport,
  type LeadImportRow,
  listLeadImports,
  listOldImports,
  listRefusedRows,
} from "../../../db/queries/lead-imports.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { LeadImportId, TenantId } from "../../../domain/ids.ts";
import type { CsvColumn } from "../../../domain/operations/csv-columns.ts";
import { DAY_MS, type EpochMs, toUtc } from "../../../domain/time.ts";
import { streamCsv } from "../../operations/stream-csv.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { dropParts } from "./import-parts.ts";

/** What a file left out can be had for so long, and a file that nobody went on with waits as long. */
const KEPT_MS = 30 * DAY_MS;
const MAX_PRUNED = 50;
/** Of 100 rows: a file has 50,000 at most. */
const MAX_PAGES = 501;

/** Newest first. */
export async function listImportViews(env: Env, tenantId: TenantId, page: Page): Promise<Paged<LeadImportView>> {
  const { items, nextCursor } = await listLeadImports(tenantDb(env.DB, tenantId), page);
  return { items: items.map(toView), nextCursor };
}

/** Null when this tenant has no such import. */
export async function findImportView(env: Env, tenantId: TenantId, id: LeadImportId): Promise<LeadImportView | null> {
  const row = await findLeadImport(tenantDb(env.DB, tenantId), id);
  return row && toView(row);
}

/** The rows that were left out, as they were, with line and reason: to be put right and sent again. */
export async function streamRefused(
  env: Env,
  tenantId: TenantId,
  id: LeadImportId,
): Promise<ReadableStream<Uint8Array> | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findLeadImport(db, id);
  if (!row) return null;
  const vault = await tenantVault(env, db);
  const own = row.headers.map((header, index): CsvColumn => ({ header, path: ["cells", String(index)] }));
  const columns: CsvColumn[] = [{ header: "line", path: ["line"] }, { header: "reason", path: ["reason"] }, ...own];
  const open = async (line: number, sealed: string | null): Promise<string[]> => {
    if (sealed === null) return [];
    const place = { purpose: "lead.import" as const, row: `${id}/${row.run}/${line}` };
    return JSON.parse(await vault.open(place, sealed)) as string[]; // `import-chunk` sealed them
  };
  return streamCsv(
    columns,
    async ({ cursor, limit }) => {
      const rows = await listRefusedRows(db, row, Number(cursor ?? 0), limit);
      const items = await Promise.all(
        rows.map(async ({ line, reason, sealedCells }) => ({ line, reason, cells: await open(line, sealedCells) })),
      );
      return { items, nextCursor: rows.length < limit ? null : String(rows.at(-1)?.line ?? 0) };
    },
    MAX_PAGES,
  );
}

/** For the nightly job. Tells how many. */
export async function pruneLeadImports(env: Env, now: EpochMs): Promise<number> {
  const old = await listOldImports(env.DB, now - KEPT_MS, MAX_PRUNED);
  for (const row of old) {
    await dropParts(env, row);
    await deleteLeadImport(tenantDb(env.DB, row.tenantId), row.id);
  }
  return old.length;
}

function toView(row: LeadImportRow): LeadImportView {
  const { id, branchId, name, status, hasConsent, parts, headers, mapping, line, failure } = row;
  const { created, duplicates, invalid, optedOut } = row;
  const of = { id, branchId, name, status, hasConsent, parts, headers, mapping: { ...mapping } };
  return {
    ...of,
    lines: line,
    counts: { created, duplicates, invalid, optedOut },
    failure: failure as LeadImportView["failure"], // `fail` names no other
    createdAt: toUtc(row.createdAt),
    updatedAt: toUtc(row.updatedAt),
  };
}
