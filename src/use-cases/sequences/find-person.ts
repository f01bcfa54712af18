import { findCustomer } from "../../db/queries/customers.ts";
import type { EnrolmentRow } from "../../db/queries/enrolments.ts";
import { findLead } from "../../db/queries/leads.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CustomerId, LeadId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { LeadStatus, PhoneType } from "../../domain/leads/lead.ts";
import { typeOfNumber } from "../../domain/voice/phone.ts";
import { readDetails } from "../customers/view-customers.ts";
import { openLead } from "../leads/lead-place.ts";

/** Whoever is in a sequence, as they are known now. */
export type Person = {
  leadId: LeadId | null;
  customerId: CustomerId | null;
  name: string;
  phone: string | null;
  email: string | null;
  phoneType: PhoneType | null;
  phoneIndex: string | null;
  emailIndex: string | null;
  language: Language;
  leadStatus: LeadStatus | null;
  hasConsent: boolean;
};

/** Null: they were erased. A customer is written to without having said so, as long as they have not said no. */
export async function findPerson(
  db: TenantDb,
  vault: Vault,
  { leadId, customerId }: Pick<EnrolmentRow, "leadId" | "customerId">,
): Promise<Person | null> {
  if (leadId !== null) return ofLead(db, vault, leadId);
  return customerId === null ? null : ofCustomer(db, vault, customerId);
}

async function ofLead(db: TenantDb, vault: Vault, id: LeadId): Promise<Person | null> {
  const row = await findLead(db, id);
  if (!row) return null;
  const { name, phone, email } = await openLead(vault, row);
  const { customerId, phoneType, phoneIndex, emailIndex, language, status: leadStatus, hasConsent } = row;
  const known = { leadId: id, customerId, phoneType, phoneIndex, emailIndex };
  return { ...known, name, phone, email, language, leadStatus, hasConsent };
}

async function ofCustomer(db: TenantDb, vault: Vault, id: CustomerId): Promise<Person | null> {
  const row = await findCustomer(db, id, "all");
  if (!row) return null;
  const { name, phone, email } = await readDetails(vault, row);
  const { phoneIndex, emailIndex, language } = row;
  const phoneType = phone === null ? null : typeOfNumber(phone);
  const known = { leadId: null, customerId: id, phoneType, phoneIndex, emailIndex };
  return { ...known, name, phone, email, language, leadStatus: null, hasConsent: true };
}
