import * as z from "zod";
import { toE164 } from "../domain/voice/phone.ts";

export const INVALID_PHONE = "must be a phone number with country code, such as +4930123456";

/** A phone number in international form, stored as E.164. */
export const phoneInput = z
  .string()
  .max(40)
  .transform((text, context) => {
    // No default country: without a code the number could be anybody's.
    const parsed = toE164(text, null);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: INVALID_PHONE });
    return z.NEVER;
  });

export const emailInput = z.email("must be an e-mail address").max(254);

/** For whom something is booked. The branch tells how the number is to be read: `readCustomer`. */
export const customerInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  phone: z
    .string()
    .max(40)
    .optional()
    .describe(
      "With country code, as +4930123456. Of people who are signed in, also as written in the branch's country.",
    ),
  email: emailInput.optional(),
});
