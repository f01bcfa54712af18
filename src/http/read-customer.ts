import type { Context } from "hono";
import type * as z from "zod";
import { isPerson } from "../domain/identity/actor.ts";
import { err, ok } from "../domain/result.ts";
import { countryOfBranch, toE164 } from "../domain/voice/phone.ts";
import type { BranchAccess } from "../use-cases/booking/branch-access.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { type customerInput, INVALID_PHONE } from "./contact-input.ts";
import { problemResponse } from "./problem.ts";

type Customer = z.infer<typeof customerInput>;

/**
 * The customer with their number as E.164, or the answer that refuses it. People at the desk write numbers as those of
 * the branch's country do; software says which country it means.
 */
export function readCustomer(c: Context<AppEnv>, { rules }: BranchAccess, customer: Customer) {
  if (customer.phone === undefined) return ok(customer);
  const phone = toE164(customer.phone, isPerson(tenantActor(c)) ? countryOfBranch(rules) : null);
  return phone.ok ? ok({ ...customer, phone: phone.value }) : err(refuse(c));
}

function refuse(c: Context<AppEnv>) {
  const errors = [{ field: "customer.phone", rule: INVALID_PHONE }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors });
}
