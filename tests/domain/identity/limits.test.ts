import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Actor } from "../../../src/domain/identity/actor.ts";
import { apiLimitsOf, QUOTA_SECONDS, quotas, type Tier, tier } from "../../../src/domain/identity/limits.ts";
import { policyField, rateLimitField } from "../../../src/domain/identity/rate-limit-fields.ts";
import {
  accountLimits,
  codeLimits,
  deviceLimits,
  invitationLimits,
  mailAddressLimits,
  stepUpLimits,
  strictLimits,
} from "../../../src/domain/identity/strict-limits.ts";
import type { ApiKeyId, TenantId, UserId } from "../../../src/domain/ids.ts";

const tenantId = "ten_1" as TenantId;
const keyId = "key_1" as ApiKeyId;
const permissions = new Set([]);
const aKey = (tier: Tier): Actor => ({ kind: "api_key", keyId, tenantId, permissions, mode: "live", tier });

/** Written out by hand, so that a change of the table is a decision and not an accident. */
const ofTier: Record<Tier, [key: number, tenant: number]> = {
  starter: [60, 300],
  standard: [300, 1_000],
  pro: [1_000, 3_000],
};

describe("the limits of the API", () => {
  it.each(tier.options)("of %s count the key and all keys of its tenant", (name) => {
    const limits = apiLimitsOf(aKey(name));
    expect(limits.map(({ quota }) => quota)).toEqual(ofTier[name]);
    expect(limits.map(({ policy, counts }) => [policy, counts])).toEqual([
      ["key", keyId],
      ["tenant", tenantId],
    ]);
  });

  it("of a person and of the operator count them alone, whatever the tier", () => {
    const common = { permissions, role: "owner", name: "K", language: "de" } as const;
    const userId = "usr_1" as UserId;
    expect(
      apiLimitsOf({ kind: "user", sight: "all", sessionId: null, steppedUpAt: null, userId, tenantId, ...common }),
    ).toEqual([{ policy: "user", quota: 1_000, counts: userId }]);
    expect(apiLimitsOf({ kind: "operator_key", keyId, permissions })).toMatchObject([
      { policy: "operator", quota: 1_000 },
    ]);
  });

  it("have a binding for each quota in every environment, with a namespace of its own", () => {
    const config = readFileSync(new URL("../../../wrangler.toml", import.meta.url), "utf8");
    const declared = [
      ...config.matchAll(/ratelimits\]\]\nname = "RL_(\d+)"\nnamespace_id = "(\d+)"\nsimple = (.*)\n/g),
    ];
    const environments = 3;
    expect(declared).toHaveLength(quotas.length * environments);
    for (const [, quota, , simple] of declared) expect(simple).toBe(`{ limit = ${quota}, period = ${QUOTA_SECONDS} }`);
    expect(new Set(declared.map(([, , namespace]) => namespace)).size).toBe(declared.length);
  });

  it("are told in the fields of the IETF's draft", () => {
    const limits = apiLimitsOf(aKey("starter"));
    expect(policyField(limits)).toBe('"key";q=60;w=60, "tenant";q=300;w=60');
    const taken = limits.map((limit, index) => ({ limit, isAllowed: true, remaining: 59 + index, resetSeconds: 42 }));
    expect(rateLimitField(taken)).toBe('"key";r=59;t=42, "tenant";r=60;t=42');
  });
});

it("what is counted exactly fits into a counter, and short limits are asked before long ones", () => {
  for (const { limit } of Object.values(strictLimits)) expect(limit).toBeLessThanOrEqual(1_000);
  for (const limits of [accountLimits, deviceLimits, codeLimits, stepUpLimits, mailAddressLimits, invitationLimits]) {
    const periods = limits.map(({ periodSeconds }) => periodSeconds);
    expect(periods).toEqual(periods.toSorted((a, b) => a - b));
  }
});
