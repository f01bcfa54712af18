import * as z from "zod";
import { toE164 } from "../domain/voice/phone.ts";

/** A phone number in international form, stored as E.164. */
export const phoneInput = z
  .string()
  .max(40)
  .transform((text, context) => {
    // No default country: without a code the number could be anybody's.
    const parsed = toE164(text, null);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: "must be a phone number with country code, such as +4930123456" });
    return z.NEVER;
  });

export const emailInput = z.email("must be an e-mail address").max(254);

/** For whom something is booked. */
export const customerInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  phone: phoneInput.optional(),
  email: emailInput.optional(),
});
