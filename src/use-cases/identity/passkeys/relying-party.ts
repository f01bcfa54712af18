import { configOf } from "../../../env.ts";

/** Who passkeys are made for: the public address alone, never what a request claims. */
export function relyingParty(env: Env): { rpID: string; rpName: string; origin: string } {
  const { origin, hostname } = new URL(configOf(env).PUBLIC_URL);
  return { rpID: hostname, rpName: "Frontdesk", origin };
}
