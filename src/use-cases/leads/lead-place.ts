import type { LeadRow } from "../../db/queries/leads.ts";
import type { Vault } from "../../db/vault.ts";
import type { LeadId } from "../../domain/ids.ts";
import type { LeadDetails } from "../../domain/leads/lead.ts";

export function sealLead(vault: Vault, row: LeadId, details: LeadDetails): Promise<string> {
  return vault.seal({ purpose: "lead", row }, JSON.stringify(details));
}

export async function openLead(vault: Vault, { id, sealed }: Pick<LeadRow, "id" | "sealed">): Promise<LeadDetails> {
  return JSON.parse(await vault.open({ purpose: "lead", row: id }, sealed)) as LeadDetails; // `sealLead` made it
}

/** By what somebody is known again. */
export async function indexesOf(vault: Vault, { phone, email }: { phone: string | null; email: string | null }) {
  const [phoneIndex, emailIndex] = await Promise.all([
    phone === null ? null : vault.phoneIndex(phone),
    email === null ? null : vault.emailIndex(email),
  ]);
  return { phoneIndex, emailIndex };
}
