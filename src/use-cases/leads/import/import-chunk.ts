import type { LeadEventRow } from "../../../db/queries/lead-events.ts";
import { findKnown, insertImportRows, insertLeadEvents, insertLeads } from "../../../db/queries/lead-import-chunks.ts";
import { changeLeadImport, type ImportChange, type LeadImportRow } from "../../../db/queries/lead-imports.ts";
import type { NewLead } from "../../../db/queries/leads.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { Rulebook } from "../../../domain/booking/rulebook.ts";
import type { CustomerId, LeadId } from "../../../domain/ids.ts";
import { type DecidedRow, decideRows, type IndexedRow } from "../../../domain/leads/import/decide-row.ts";
import { type LeadColumns, readLeadColumns } from "../../../domain/leads/import/lead-columns.ts";
import { readLeadRow } from "../../../domain/leads/import/lead-row.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { countryOfBranch } from "../../../domain/voice/phone.ts";
import { newId } from "../../new-id.ts";
import { indexesOf, sealLead } from "../lead-place.ts";

export type Importer = {
  env: Env;
  db: TenantDb;
  vault: Vault;
  rules: Rulebook;
  row: LeadImportRow;
  now: EpochMs;
};
type Line = { line: number; cells: readonly string[] };
type Decided = DecidedRow<LeadId, CustomerId>;

/** Stores what becomes of some rows together with the progress, or nothing. A check stores outcomes and no leads. */
export async function storeChunk(importer: Importer, lines: readonly Line[], change: ImportChange): Promise<boolean> {
  const { db, vault, row } = importer;
  const indexed = await indexRows(importer, lines);
  const indexes = indexed.flatMap(({ phoneIndex, emailIndex }) =>
    [phoneIndex, emailIndex].filter((each) => each !== null),
  );
  const decided = decideRows(indexed, await findKnown(db, row, indexes));
  const isImport = row.status === "importing";
  const made = isImport ? await makeLeads(importer, decided) : { leads: [], events: [] };
  const outcomes = await Promise.all(decided.map((each) => toImportedRow(vault, row, each)));
  // Made after all seals: a statement that an async function returns would be carried out at once.
  return changeLeadImport(db, row, { ...change, ...countsAfter(row, decided) }, [
    ...(made.leads.length > 0 ? [insertLeads(db, made.leads)] : []),
    ...(made.events.length > 0 ? [insertLeadEvents(db, made.events)] : []),
    ...(outcomes.length > 0 ? [insertImportRows(db, row, outcomes)] : []),
  ]);
}

async function indexRows({ vault, rules, row }: Importer, lines: readonly Line[]): Promise<IndexedRow[]> {
  const columns = readLeadColumns(row.headers, row.mapping);
  if (!columns.ok) throw new Error("an import was begun whose columns cannot be read");
  const country = countryOfBranch(rules);
  const read = await Promise.all(
    lines.map((line) => indexRow(vault, line, row.headers.length, columns.value, country)),
  );
  return read.filter((each) => each !== null);
}

async function indexRow(
  vault: Vault,
  { line, cells }: Line,
  width: number,
  columns: LeadColumns,
  country: string,
): Promise<IndexedRow | null> {
  const read = readLeadRow(cells, width, columns, country);
  if (!read.ok) return { line, cells, phoneIndex: null, emailIndex: null, draft: null, problem: read.error };
  if (!read.value) return null;
  const { phone, email } = read.value;
  const indexes = await indexesOf(vault, { phone: phone?.e164 ?? null, email });
  return { line, cells, ...indexes, draft: read.value, problem: null };
}

async function makeLeads(importer: Importer, decided: readonly Decided[]) {
  const leads: NewLead[] = [];
  const events: LeadEventRow[] = [];
  const made = await Promise.all(decided.map((each) => makeLead(importer, each)));
  for (const { lead, event } of made.filter((each) => each !== null)) {
    if (lead) leads.push(lead);
    if (event) events.push(event);
  }
  return { leads, events };
}

/** A new lead with the beginning of its history; of somebody known, a line in theirs. */
async function makeLead(
  importer: Importer,
  row: Decided,
): Promise<{ lead: NewLead | null; event: LeadEventRow | null } | null> {
  const { draft, outcome, leadId, customerId } = row;
  if (!draft || (outcome === "duplicate" && leadId === null && customerId === null)) return null;
  if (outcome === "duplicate") return { lead: null, event: await eventOf(importer, row, "asked_again", leadId) };
  if (outcome !== "created") return null;
  const { vault, rules, row: file, now } = importer;
  const id = newId("led");
  const { name, phone, email, request } = draft;
  const sealed = await sealLead(vault, id, { name, phone: phone?.e164 ?? null, email, request, todo: null });
  const lead: NewLead = {
    id,
    branchId: file.branchId,
    phoneIndex: row.phoneIndex,
    emailIndex: row.emailIndex,
    phoneType: phone?.type ?? null,
    sealed,
    language: rules.language,
    status: "new",
    source: "import",
    hasConsent: draft.hasConsent || file.hasConsent,
    createdAt: now,
    updatedAt: now,
    version: 1,
    isNameIndexed: false,
  };
  return { lead, event: await eventOf(importer, row, "created", id) };
}

async function eventOf(
  { vault, row: file, now: at }: Importer,
  { draft, line, customerId }: Decided,
  type: "created" | "asked_again",
  leadId: LeadId | null,
): Promise<LeadEventRow> {
  const id = newId("lev");
  const words = draft?.request ?? null;
  const sealedWords = words === null ? null : await vault.seal({ purpose: "lead.event", row: id }, words);
  const facts = { source: "import", importId: file.id, line };
  return { id, leadId, customerId, type, at, actor: file.actor, facts, sealedWords };
}

async function toImportedRow(vault: Vault, { id, run }: LeadImportRow, decided: Decided) {
  const { line, outcome, reason, phoneIndex, emailIndex, cells } = decided;
  const isRefused = outcome === "invalid" || outcome === "opted_out";
  const place = { purpose: "lead.import" as const, row: `${id}/${run}/${line}` };
  const sealedCells = isRefused ? await vault.seal(place, JSON.stringify(cells)) : null;
  return { line, outcome, reason, phoneIndex, emailIndex, sealedCells };
}

function countsAfter({ created, duplicates, invalid, optedOut }: LeadImportRow, decided: readonly Decided[]) {
  const count = (outcome: Decided["outcome"]) => decided.filter((row) => row.outcome === outcome).length;
  return {
    created: created + count("created"),
    duplicates: duplicates + count("duplicate"),
    invalid: invalid + count("invalid"),
    optedOut: optedOut + count("opted_out"),
  };
}
