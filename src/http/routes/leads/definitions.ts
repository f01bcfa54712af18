import * as z from "zod";
import { leadView } from "../../../contracts/leads.ts";
import { branchId, customerId, leadId, userId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import { leadSource, leadStatus } from "../../../domain/leads/lead.ts";
import type { LeadRefusal } from "../../../use-cases/leads/change-lead.ts";
import { commonRefusals, json, security } from "../../api.ts";
import { emailInput, phoneInput } from "../../contact-input.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import type { Problem } from "../../problem.ts";

const common = { tags: ["Leads"], security };
export const leadsReading = { ...common, middleware: requirePermission("leads:read") };
export const leadsWriting = { ...common, middleware: requirePermission("leads:write") };
export const leadsImporting = { ...common, middleware: requirePermission("leads:import") };
export const leadsErasing = { ...common, middleware: requirePermission("leads:erase") };

export const oneLead = z.object({ leadId });
export const shownLead = { 200: json(leadView, "The lead."), ...commonRefusals };

export const leadFilter = {
  q: z.string().trim().min(1).max(120).optional(),
  status: leadStatus.optional(),
  source: leadSource.optional(),
  ownerId: userId.optional(),
  branchId: branchId.optional(),
  customerId: customerId.optional(),
  phone: phoneInput.optional(),
  email: emailInput.optional(),
};

const name = z.string().trim().min(1).max(120);
const request = z.string().trim().max(2_000);

export const leadBody = z
  .strictObject({
    branchId: branchId.describe("A number without country code is read as one of its country."),
    name,
    phone: z.string().trim().max(40).optional(),
    email: emailInput.optional(),
    request: request.optional(),
    language: language.optional().describe("Without it, the branch's."),
    source: z.enum(["api", "manual", "email", "phone"]).default("api"),
    hasConsent: z.boolean().default(false).describe("Whether they have agreed to be called and written to."),
    ownerId: userId.optional(),
  })
  .refine(({ phone, email }) => phone || email, { path: ["phone"], message: "needs a number or an e-mail address" });

export const leadPatch = z.strictObject({
  name: name.optional(),
  phone: phoneInput.nullable().optional(),
  email: emailInput.nullable().optional(),
  request: request.nullable().optional(),
  todo: z.string().trim().max(300).nullable().optional(),
  status: leadStatus.optional(),
  ownerId: userId.nullable().optional(),
  language: language.optional(),
  hasConsent: z.boolean().optional(),
});

export const invalidPhone: Problem = {
  status: 400,
  code: "invalid_input",
  title: "Some fields are not valid.",
  errors: [{ field: "phone", rule: "must be a person's number that exists, such as +4915112345678 or 0151 12345678" }],
};

export function leadProblem(refused: LeadRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "version_conflict": {
      const detail = `The lead is at version ${refused.version}. Read it again and repeat the change.`;
      return { status: 412, code: refused.reason, title: "The lead was changed meanwhile.", detail };
    }
    case "phone_taken":
      return { status: 409, code: refused.reason, title: "Another lead has this number or address." };
    default:
      return refused satisfies never;
  }
}
