import * as z from "zod";
import { branchId } from "../domain/ids.ts";

const fields = {
  branchId: branchId.describe("Whose leads they are. A number without country code is read as one of its country."),
  hasConsent: z.boolean().describe("Whether whoever writes there has agreed to be called and written to."),
};

export const leadInboxView = z
  .object({
    /** False: the deployment has no domain for incoming mail (`EMAIL_REPLY_DOMAIN`), so there can be no address. */
    isConfigured: z.boolean(),
    /** Null: the business has no address for leads. */
    inbox: z.object({ address: z.email(), ...fields }).nullable(),
  })
  .meta({ id: "LeadInbox" });
export type LeadInboxView = z.infer<typeof leadInboxView>;

export const leadInboxBody = z.strictObject({
  ...fields,
  hasConsent: fields.hasConsent.default(false),
  isNewAddress: z.boolean().default(false).describe("Give it another address. The old one ends at once."),
});
export type LeadInboxInput = z.infer<typeof leadInboxBody>;
