import { MAX_LEAD_ROWS } from "../../../contracts/lead-imports.ts";
import type { Background } from "../../../db/directory.ts";
import {
  changeLeadImport,
  findLeadImport,
  type ImportChange,
  type LeadImportRow,
} from "../../../db/queries/lead-imports.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { LeadImportId, TenantId } from "../../../domain/ids.ts";
import { openCsv, readPart } from "../../../domain/leads/import/csv-stream.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { accessBranch } from "../../booking/branch-access.ts";
import { wakeImport } from "./begin-import.ts";
import { type Importer, storeChunk } from "./import-chunk.ts";
import { dropParts, readPartText } from "./import-parts.ts";

/** As many rows as one batch of D1 takes well, and as many batches as one message has time for. */
const CHUNK = 300;
const MAX_CHUNKS = 5;

/**
 * Reads an import on from where it stands, chunk by chunk. Rows and progress are stored in one batch, and only by whoever
 * finds the progress where it was: a repeated message, or two at once, store nothing twice.
 */
export async function runImport(
  env: Env,
  background: Background,
  { tenantId, importId }: { tenantId: TenantId; importId: LeadImportId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
    const row = await findLeadImport(db, importId);
    if (!row || (row.status !== "checking" && row.status !== "importing")) return;
    const access = await accessBranch(env, background, { tenantId, branchId: row.branchId });
    if (!access) return; // the branch is gone
    const importer = { env, db, vault: access.vault, rules: access.rules, row, now };
    if (!(await takeStep(importer))) return; // somebody else reads it
  }
  await wakeImport(env, { tenantId, importId });
}

async function takeStep(importer: Importer): Promise<boolean> {
  const { env, db, vault, row, now } = importer;
  if (row.part >= row.parts) return finish(importer);
  const carry = row.sealedCarry === null ? "" : await vault.open(carryPlace(row), row.sealedCarry);
  const text = await readPartText(env, vault, row, row.part);
  const isLast = row.part === row.parts - 1;
  const read = readPart(carry, row.part === 0 ? openCsv(text).text : text, row.delimiter, isLast);
  if (read.isBroken) return fail(importer, "open_quote");
  const records = read.records.slice(row.recordInPart, row.recordInPart + CHUNK);
  if (row.line + records.length > MAX_LEAD_ROWS + 1) return fail(importer, "too_many_rows");
  const recordInPart = row.recordInPart + records.length;
  const isPartRead = recordInPart >= read.records.length;
  const sealedCarry = isPartRead ? await vault.seal(carryPlace(row), read.carry) : row.sealedCarry;
  const place = isPartRead ? { part: row.part + 1, recordInPart: 0, sealedCarry } : { recordInPart };
  const change: ImportChange = { ...place, line: row.line + records.length, updatedAt: now };
  // The first record of a file is its header.
  const rows = records.map((cells, index) => ({ line: row.line + index + 1, cells })).filter(({ line }) => line > 1);
  return rows.length === 0 ? changeLeadImport(db, row, change) : storeChunk(importer, rows, change);
}

async function finish({ env, db, row, now }: Importer): Promise<boolean> {
  const status = row.status === "checking" ? ("checked" as const) : ("done" as const);
  const isDone = await changeLeadImport(db, row, { status, sealedCarry: null, updatedAt: now });
  if (!isDone || status !== "done") return isDone;
  await dropParts(env, row);
  // Behind it: names are hashed by the hundred. When the queue is away, the cron asks again.
  await env.JOBS.send({ type: "index_customers", tenantId: db.tenantId }).catch(() => undefined);
  return true;
}

function fail({ db, row, now }: Importer, failure: string): Promise<boolean> {
  return changeLeadImport(db, row, { status: "failed", failure, sealedCarry: null, updatedAt: now });
}

function carryPlace({ id }: LeadImportRow) {
  return { purpose: "lead.import" as const, row: `${id}/carry` };
}
