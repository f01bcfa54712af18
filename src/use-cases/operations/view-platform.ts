import type {
  FiguresView,
  OperatorMeView,
  PlatformConnectionView,
  PlatformUserView,
} from "../../contracts/operations.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import {
  countSince,
  type ListedConnection,
  type ListedUser,
  listAllConnections,
  listAllUsers,
} from "../../db/queries/platform-views.ts";
import type { Actor } from "../../domain/identity/actor.ts";
import type { TenantId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs, toUtc } from "../../domain/time.ts";
import { operatorProfile } from "../identity/operators/profile.ts";

type Filter = { tenantId?: TenantId | undefined };

/** Null for whoever is no operator: their permissions have refused them by then. */
export async function viewOperatorMe(env: Env, actor: Actor): Promise<OperatorMeView | null> {
  if (actor.kind === "operator_key") return { id: actor.keyId, name: null, email: null, language: null };
  if (actor.kind !== "operator") return null;
  const { name, email } = await operatorProfile(env, actor.operatorId);
  return { id: actor.operatorId, name, email, language: actor.language };
}

/** The last 24 hours, over all tenants. */
export async function viewFigures(env: Env, now: EpochMs): Promise<FiguresView> {
  const since = now - DAY_MS;
  return { since: toUtc(since), ...(await countSince(env.DB, since)) };
}

export async function viewAllUsers(env: Env, filter: Filter, page: Page): Promise<Paged<PlatformUserView>> {
  const { items, nextCursor } = await listAllUsers(env.DB, filter, page);
  return { items: items.map(toUserView), nextCursor };
}

export async function viewAllConnections(env: Env, filter: Filter, page: Page): Promise<Paged<PlatformConnectionView>> {
  const { items, nextCursor } = await listAllConnections(env.DB, filter, page);
  return { items: items.map(toConnectionView), nextCursor };
}

function toUserView({ createdAt, disabledAt, unverifiedSince, ...user }: ListedUser): PlatformUserView {
  const isVerified = unverifiedSince === null;
  return { ...user, createdAt: toUtc(createdAt), disabledAt: utcOrNull(disabledAt), isVerified };
}

function toConnectionView(row: ListedConnection): PlatformConnectionView {
  const { createdAt, disabledAt, secretChangedAt, lastEventAt, ...connection } = row;
  return {
    ...connection,
    createdAt: toUtc(createdAt),
    disabledAt: utcOrNull(disabledAt),
    secretChangedAt: utcOrNull(secretChangedAt),
    lastEventAt: utcOrNull(lastEventAt),
  };
}

function utcOrNull(at: EpochMs | null): string | null {
  return at === null ? null : toUtc(at);
}
