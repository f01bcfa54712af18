import type { SecondFactor, SignInOutcome } from "../../contracts/sign-in.ts";
import { insertSignIn, type SignInRow } from "../../db/queries/sign-in.ts";
import { shownNetwork } from "../../domain/identity/client-network.ts";
import { deviceLabel } from "../../domain/identity/device-label.ts";
import { newId } from "../new-id.ts";
import { type Account, dbOf } from "./account.ts";
import type { HowSignedIn } from "./how-signed-in.ts";

type Attempt = Pick<HowSignedIn, "method" | "clientAddress" | "userAgent" | "now">;

/** A line of the account's history. */
export function toSignIn(
  account: Account,
  { method, clientAddress, userAgent, now: at }: Attempt,
  outcome: SignInOutcome,
  secondFactor: SecondFactor | null,
): Omit<SignInRow, "tenantId"> {
  const [device, network] = [deviceLabel(userAgent), shownNetwork(clientAddress)];
  return { id: newId("lgn"), accountId: account.id, at, method, secondFactor, outcome, device, network };
}

export async function recordFailure(
  env: Env,
  account: Account,
  attempt: Attempt,
  outcome: SignInOutcome,
  secondFactor: SecondFactor | null = null,
): Promise<void> {
  await insertSignIn(dbOf(env, account), toSignIn(account, attempt, outcome, secondFactor));
}
