import * as z from "zod";
import type { PhoneType } from "./lead.ts";
import { takesTexts } from "./lead-phone.ts";

/** `call`: by the branch's agent, and by SMS where it cannot. */
export const firstContactWay = z.enum(["none", "sms", "call"]);
export type FirstContactWay = z.infer<typeof firstContactWay>;

type Reached = { phone: string | null; phoneType: PhoneType | null; isOptedOut: boolean };

/** The ways to try, in this order; or why there is none, as a code. */
export function planFirstContact(
  way: FirstContactWay,
  { phone, phoneType, isOptedOut }: Reached,
): { ways: readonly ("call" | "sms")[] } | { reason: string } {
  if (way === "none") return { reason: "switched_off" };
  if (phone === null) return { reason: "no_number" };
  if (isOptedOut) return { reason: "opted_out" };
  const texts = takesTexts(phoneType) ? (["sms"] as const) : [];
  const ways = way === "call" ? (["call", ...texts] as const) : texts;
  return ways.length > 0 ? { ways } : { reason: "landline" };
}
