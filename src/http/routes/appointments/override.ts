import type { Context } from "hono";
import { keptInstant, type OverrideReason } from "../../../contracts/booking.ts";
import { actorId, may } from "../../../domain/identity/actor.ts";
import type { OverrideAudit } from "../../../use-cases/booking/record-override.ts";
import { tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { forbidden } from "../../middleware/require-permission.ts";

type Overriding = { override?: true | undefined; overrideReason?: OverrideReason | undefined };
type Overridable = Overriding & { startsAt: string };

/** Without a horizon to stop it, a year that no wall clock tells would reach the calendar. */
export function isTellable({ override, startsAt }: Overridable): boolean {
  return !override || keptInstant.safeParse(startsAt).success;
}

export const untellable = { path: ["startsAt"], message: "must lie between 1970 and 2199" };

/** A reason alone insists on nothing. */
export function hasOverride({ override, overrideReason }: Overriding): boolean {
  return override === true || overrideReason === undefined;
}

export const needsOverride = { path: ["overrideReason"], message: "goes with `override`" };

/** 403 for an override by somebody who may not; null when there is nothing to refuse. */
export function refuseOverride(c: Context<AppEnv>, { override }: Overridable) {
  const isAllowed = !override || may(tenantActor(c), "appointments:override");
  return isAllowed ? null : forbidden(c, "appointments:override");
}

export function auditBy(
  c: Context<AppEnv>,
  action: OverrideAudit["action"],
  { overrideReason }: Overriding,
): OverrideAudit {
  const reason = overrideReason ? { reason: overrideReason } : {};
  return { action, ...reason, actor: actorId(tenantActor(c)), requestId: c.get("requestId"), at: Date.now() };
}
