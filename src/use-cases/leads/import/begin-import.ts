import { MAX_LEAD_PARTS } from "../../../contracts/lead-imports.ts";
import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import {
  changeLeadImport,
  findLeadImport,
  insertLeadImport,
  type LeadImportRow,
} from "../../../db/queries/lead-imports.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { BranchId, LeadImportId } from "../../../domain/ids.ts";
import { openCsv, readPart } from "../../../domain/leads/import/csv-stream.ts";
import { type LeadFileProblem, type LeadMapping, readLeadColumns } from "../../../domain/leads/import/lead-columns.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { carriedRequest, faultFacts, log } from "../../../log.ts";
import type { Editor } from "../../catalogue/edit-rulebook.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { readPartText, storePart } from "./import-parts.ts";

export type ImportRefusal =
  | { reason: "not_found" }
  | { reason: "too_many"; limit: number }
  /** `not_checked`: a file is read as a whole before anything of it is stored. */
  | { reason: "wrong_step"; status: LeadImportRow["status"] }
  | { reason: "unreadable"; problem: LeadFileProblem };
type Done = Promise<Result<LeadImportId, ImportRefusal>>;

const NO_COUNTS = { created: 0, duplicates: 0, invalid: 0, optedOut: 0 };
const AT_THE_START = { part: 0, recordInPart: 0, line: 0, sealedCarry: null, failure: null };

/** A file that is sent in parts. */
export async function beginImport(
  { env, actor, requestId, now }: Editor,
  given: { branchId: BranchId; name: string; hasConsent: boolean },
): Promise<LeadImportId> {
  const db = tenantDb(env.DB, actor.tenantId);
  const id = newId("lim");
  const by = { actor: actorId(actor), createdAt: now, updatedAt: now, version: 1 };
  const empty = { mapping: {}, headers: [], delimiter: ";", parts: 0, run: 0 };
  const row = { id, ...given, ...empty, ...AT_THE_START, ...NO_COUNTS, ...by, status: "uploading" as const };
  const { branchId, hasConsent } = given;
  const entry = { action: "leads.import_begun", subjectId: id, facts: { branchId, hasConsent }, requestId, at: now };
  await db.orm.batch([insertLeadImport(db, row), auditInsert(db, { ...entry, actor: actorId(actor) })]);
  return id;
}

/** The next part of the file, or the last one again. */
export async function addPart(
  { env, actor, requestId, now }: Editor,
  id: LeadImportId,
  part: number,
  text: string,
): Done {
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findLeadImport(db, id);
  if (!row) return err({ reason: "not_found" });
  if (row.status !== "uploading" || part > row.parts) return err({ reason: "wrong_step", status: row.status });
  if (part >= MAX_LEAD_PARTS) return err({ reason: "too_many", limit: MAX_LEAD_PARTS });
  await storePart(env, await tenantVault(env, db), row, part, text);
  const entry = { action: "leads.import_part", subjectId: id, facts: { part }, requestId, at: now };
  const audit = auditInsert(db, { ...entry, actor: actorId(actor) });
  const isStored = await changeLeadImport(db, row, { parts: Math.max(row.parts, part + 1), updatedAt: now }, [audit]);
  return isStored ? ok(id) : err({ reason: "wrong_step", status: row.status });
}

/** `check` reads all of it and stores nothing; `import` goes on from there. */
export async function startImport(
  editor: Editor,
  id: LeadImportId,
  { step, mapping }: { step: "check" | "import"; mapping: LeadMapping },
): Done {
  const { env, actor, requestId, now } = editor;
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findLeadImport(db, id);
  if (!row) return err({ reason: "not_found" });
  if (!mayBegin(row, step)) return err({ reason: "wrong_step", status: row.status });
  const vault = await tenantVault(env, db);
  const opened = openCsv(await readPartText(env, vault, row, 0));
  const [headers] = readPart("", opened.text, opened.delimiter, row.parts === 1).records;
  if (!headers) return err({ reason: "unreadable", problem: { reason: "no_rows" } });
  const chosen = step === "import" ? row.mapping : mapping;
  const columns = readLeadColumns(headers, chosen);
  if (!columns.ok) return err({ reason: "unreadable", problem: columns.error });
  const status = step === "check" ? ("checking" as const) : ("importing" as const);
  const file = { headers, mapping: chosen, delimiter: opened.delimiter };
  const change = { ...file, ...AT_THE_START, ...NO_COUNTS, status, run: row.run + 1, updatedAt: now };
  const entry = { action: `leads.import_${status}`, subjectId: id, facts: { parts: row.parts }, requestId, at: now };
  const audit = auditInsert(db, { ...entry, actor: actorId(actor) });
  if (!(await changeLeadImport(db, row, change, [audit]))) return err({ reason: "wrong_step", status: row.status });
  await wakeImport(env, { tenantId: db.tenantId, importId: id });
  return ok(id);
}

function mayBegin({ status, parts }: LeadImportRow, step: "check" | "import"): boolean {
  if (step === "import") return status === "checked";
  return parts > 0 && (status === "uploading" || status === "checked" || status === "failed");
}

/** When the queue is away, the sweep wakes it within minutes. */
export async function wakeImport(
  env: Env,
  ref: Pick<Extract<JobMessage, { type: "import_leads" }>, "tenantId" | "importId">,
): Promise<void> {
  try {
    await env.JOBS.send({ type: "import_leads", ...ref, ...carriedRequest() } satisfies JobMessage);
  } catch (error) {
    log("warn", "import_not_woken", { importId: ref.importId, ...faultFacts(error) });
  }
}
