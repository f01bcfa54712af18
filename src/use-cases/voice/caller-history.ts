import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Language } from "../../domain/language.ts";
import { faultFacts, log } from "../../log.ts";
import { askCalendar, type BranchAccess } from "../booking/branch-access.ts";

/** What is known of a number. Their language, and for the agent nothing that a forged number could draw out. */
export type KnownCaller = { language: Language | null; variables: Record<string, string> };

export async function recognise(access: BranchAccess, callerIndex: string | null): Promise<KnownCaller> {
  const [upcoming, customer] = await Promise.all([
    callerIndex ? askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, callerIndex)) : [],
    callerIndex ? customerOf(access, callerIndex) : null,
  ]);
  const variables = {
    caller_has_appointment: String(upcoming.length > 0),
    caller_is_known: String(customer !== null || upcoming.length > 0),
  };
  return { language: customer?.language ?? null, variables };
}

/** A caller does not wait for D1 to come back. */
async function customerOf({ env, ref }: BranchAccess, callerIndex: string) {
  try {
    return await findCustomerByPhone(tenantDb(env.DB, ref.tenantId), callerIndex);
  } catch (error) {
    log("warn", "caller_not_recognised", faultFacts(error));
    return null;
  }
}

/** The first of these that the agent speaks; else the branch's own. */
export function chooseLanguage(
  spoken: readonly Language[],
  wishes: readonly (Language | null | undefined)[],
  own: Language,
): Language {
  return wishes.find((wish): wish is Language => wish != null && spoken.includes(wish)) ?? own;
}
