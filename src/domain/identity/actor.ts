import type { Role } from "../../contracts/identity.ts";
import type { ApiKeyId, TenantId, UserId } from "../ids.ts";
import type { Language } from "../language.ts";
import type { KeyMode } from "./api-key.ts";
import type { Tier } from "./limits.ts";
import type { Permission, Permissions } from "./permissions.ts";

export type UserActor = {
  kind: "user";
  userId: UserId;
  tenantId: TenantId;
  role: Role;
  permissions: Permissions;
  /** Personal: for greeting the user, never for logs. */
  name: string;
  language: Language;
};
export type ApiKeyActor = {
  kind: "api_key";
  keyId: ApiKeyId;
  tenantId: TenantId;
  permissions: Permissions;
  mode: KeyMode;
  tier: Tier;
};
export type OperatorActor = { kind: "operator_key"; keyId: ApiKeyId; permissions: Permissions };

/** Who makes a request, told by the credential alone. Nothing in a path, body or header can change it. */
export type Actor = UserActor | ApiKeyActor | OperatorActor;
export type TenantActor = UserActor | ApiKeyActor;

export function may(actor: Actor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** How logs and the audit log call the actor. */
export function actorId(actor: Actor): UserId | ApiKeyId {
  return actor.kind === "user" ? actor.userId : actor.keyId;
}

export function isTenantActor(actor: Actor): actor is TenantActor {
  return actor.kind !== "operator_key";
}
