import * as z from "zod";
import { type Actor, actorId } from "./actor.ts";

/** How often something may be tried: exactly, everywhere, whatever location a request comes from. */
export type StrictLimit = {
  /** What is tried, such as `login.address`: part of the counter's name, never personal. */
  name: string;
  /** 1 to 1,000. */
  limit: number;
  periodSeconds: number;
};

/** How much a tenant may ask of the API. */
export const tier = z.enum(["starter", "standard", "pro"]);
export type Tier = z.infer<typeof tier>;

/** Requests a minute. Each is a rate-limit binding in wrangler.toml, whose limits are static. */
export const quotas = [60, 300, 1_000, 3_000] as const;
export type Quota = (typeof quotas)[number];
export const QUOTA_SECONDS = 60;

/** Of one key, and of all keys of a tenant together. */
const ofTier: Record<Tier, { key: Quota; tenant: Quota }> = {
  starter: { key: 60, tenant: 300 },
  standard: { key: 300, tenant: 1_000 },
  pro: { key: 1_000, tenant: 3_000 },
};

/** A person at the dashboard, or the operator. No tier: what is sold is software's use, not a click. */
const OF_A_PERSON: Quota = 1_000;

/** A limit of the API, and whom it counts. */
export type ApiLimit = { policy: "key" | "tenant" | "user" | "operator"; quota: Quota; counts: string };

/** All of them must let a request pass. */
export function apiLimitsOf(actor: Actor): ApiLimit[] {
  const counts = actorId(actor);
  if (actor.kind !== "api_key") {
    return [{ policy: actor.kind === "user" ? "user" : "operator", quota: OF_A_PERSON, counts }];
  }
  const { key, tenant } = ofTier[actor.tier];
  return [
    { policy: "key", quota: key, counts },
    { policy: "tenant", quota: tenant, counts: actor.tenantId },
  ];
}
