import type { CustomerDetails } from "../../contracts/customers.ts";
import { type CustomerRow, findCustomer, changeCustomer as storeChange } from "../../db/queries/customers.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { changedFields, type Editor } from "../catalogue/edit-rulebook.ts";
import { entryOf } from "../clerk.ts";
import { tenantVault } from "../tenant-vault.ts";
import { customerPlace } from "./customer-place.ts";
import { nameTokensOf } from "./index-names.ts";
import { readDetails } from "./view-customers.ts";

export type CustomerPatch = {
  [Field in keyof (CustomerDetails & { language: Language })]?:
    | (CustomerDetails & {
        language: Language;
      })[Field]
    | undefined;
};
export type CustomerRefusal =
  | { reason: "not_found" }
  | { reason: "version_conflict"; version: number }
  | { reason: "phone_taken" };

/** Changes what is known of a customer. What appointments carry stays as it was when they were booked. */
export async function changeCustomer(
  editor: Editor,
  id: CustomerId,
  patch: CustomerPatch,
): Promise<Result<void, CustomerRefusal>> {
  const db = tenantDb(editor.env.DB, editor.actor.tenantId);
  const row = await findCustomer(db, id, sightOf(editor.actor));
  if (!row) return err({ reason: "not_found" });
  const { version } = row;
  if (editor.expectedVersion !== null && editor.expectedVersion !== version) {
    return err({ reason: "version_conflict", version });
  }
  const vault = await tenantVault(editor.env, db);
  const before = { ...(await readDetails(vault, row)), language: row.language };
  const fields = changedFields(before, patch as Partial<typeof before>);
  if (fields.length === 0) return ok(undefined);
  const after = { ...before, ...pick(patch, fields) };
  const change = { ...(await toChange(vault, id, { before, after }, editor.now)), ...keptIndex(row, before, after) };
  const outcome = await storeChange(db, row, change, auditEntry(editor, row, fields, after.language));
  if (outcome === "stored") return ok(undefined);
  return err(outcome === "phone_taken" ? { reason: outcome } : { reason: outcome, version });
}

type Known = CustomerDetails & { language: Language };

async function toChange(vault: Vault, id: CustomerId, { before, after }: { before: Known; after: Known }, now: number) {
  const { language, ...details } = after;
  const [sealedContact, phoneIndex, emailIndex, tokens] = await Promise.all([
    vault.seal(customerPlace(id), JSON.stringify(details)),
    details.phone ? vault.phoneIndex(details.phone) : null,
    details.email ? vault.emailIndex(details.email) : null,
    details.name === before.name ? null : nameTokensOf(vault, details.name),
  ]);
  return { sealedContact, phoneIndex, emailIndex, tokens, language, updatedAt: now };
}

/** Who is known by an id at WhatsApp, which is no number and shown to nobody, stays known by it. */
function keptIndex({ phoneIndex }: CustomerRow, before: Known, after: Known) {
  return before.phone === null && after.phone === null ? { phoneIndex } : {};
}

/** Which fields changed; of their values only what is nobody's secret. */
function auditEntry(editor: Editor, row: CustomerRow, fields: string[], language: Language) {
  const facts = {
    fields,
    before: { version: row.version, language: row.language },
    after: { version: row.version + 1, language },
  };
  return entryOf(editor, "customer.changed", row.id, facts);
}

function pick(patch: CustomerPatch, fields: readonly string[]): Partial<Known> {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => fields.includes(name)));
}
