import type { Role } from "../../contracts/identity.ts";
import type { AccountId, ApiKeyId, ImpersonationId, OperatorId, SessionId, TenantId, UserId } from "../ids.ts";
import type { Language } from "../language.ts";
import type { EpochMs } from "../time.ts";
import type { KeyMode } from "./api-key.ts";
import type { Tier } from "./limits.ts";
import type { Permission, Permissions } from "./permissions.ts";
import type { Sight } from "./sight.ts";

/** What is known of somebody's own session. */
type OfSession = {
  /** Null of sessions that were opened before sessions had ids. */
  sessionId: SessionId | null;
  /** When they last proved who they are. */
  steppedUpAt: EpochMs | null;
};

export type UserActor = OfSession & {
  kind: "user";
  userId: UserId;
  tenantId: TenantId;
  role: Role;
  permissions: Permissions;
  sight: Sight;
  /** Personal: for greeting the user, never for logs. */
  name: string;
  language: Language;
};
/** An operator at home: on the platform, outside every tenant. */
export type OperatorActor = OfSession & {
  kind: "operator";
  operatorId: OperatorId;
  permissions: Permissions;
  language: Language;
};
/** An operator inside a tenant, for a time and a reason. */
export type ImpersonatorActor = {
  kind: "impersonator";
  operatorId: OperatorId;
  impersonationId: ImpersonationId;
  tenantId: TenantId;
  permissions: Permissions;
};
export type ApiKeyActor = {
  kind: "api_key";
  keyId: ApiKeyId;
  tenantId: TenantId;
  permissions: Permissions;
  mode: KeyMode;
  tier: Tier;
};
export type OperatorKeyActor = { kind: "operator_key"; keyId: ApiKeyId; permissions: Permissions };

/** Who makes a request, told by the credential alone. Nothing in a path, body or header can change it. */
export type Actor = UserActor | OperatorActor | ImpersonatorActor | ApiKeyActor | OperatorKeyActor;
export type TenantActor = UserActor | ImpersonatorActor | ApiKeyActor;
/** Whoever has a password and factors of their own. */
export type AccountActor = UserActor | OperatorActor;

export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** How logs and the audit log call the actor. */
export function actorId(actor: Actor): AccountId | ApiKeyId {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "operator":
    case "impersonator":
      return actor.operatorId;
    default:
      return actor.keyId;
  }
}

/** By what their live views are found and closed again. */
export function viewerTags(actor: TenantActor): string[] {
  if (actor.kind === "api_key") return [actor.keyId];
  if (actor.kind === "impersonator") return [actor.impersonationId];
  return actor.sessionId === null ? [actor.userId] : [actor.userId, actor.sessionId];
}

export function isTenantActor(actor: Actor): actor is TenantActor {
  return actor.kind !== "operator_key" && actor.kind !== "operator";
}

export function isAccountActor(actor: Actor): actor is AccountActor {
  return actor.kind === "user" || actor.kind === "operator";
}

/** People at a screen, as told from software. */
export function isPerson(actor: Actor): boolean {
  return actor.kind === "user" || actor.kind === "impersonator";
}
