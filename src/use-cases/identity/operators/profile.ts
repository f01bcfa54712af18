import { findOperator } from "../../../db/queries/operators.ts";
import type { OperatorId } from "../../../domain/ids.ts";
import { accountOfOperator } from "../account.ts";
import { readProfile } from "../read-profile.ts";
import type { UserProfile } from "../user-profile.ts";

/** Throws when the operator is gone: whoever asks has just authenticated them. */
export async function operatorProfile(env: Env, id: OperatorId): Promise<UserProfile> {
  const operator = await findOperator(env.DB, id);
  if (!operator) throw new Error("the operator is gone");
  return readProfile(env, accountOfOperator(operator));
}
