import type { ApiKeyRow } from "../../../db/queries/identity.ts";
import { type KeyMode, shownPartsOf } from "../../../domain/identity/api-key.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { newId } from "../../new-id.ts";
import { hashToken, newApiKey } from "../token.ts";
import type { Keeper } from "./keeper.ts";

type Wanted = Pick<ApiKeyRow, "name" | "scopes" | "expiresAt" | "replaces"> & { mode: KeyMode };

/** A new secret, and the row that recognises it but does not hold it. */
export async function makeApiKey({ actor, now }: Keeper, wanted: Wanted) {
  const { secret, row } = await newKeyRow(wanted, now);
  return { secret, row: { ...row, createdBy: actor.kind === "user" ? actor.userId : null } };
}

export async function newKeyRow({ mode, ...wanted }: Wanted, createdAt: EpochMs) {
  const secret = newApiKey(mode);
  const secretHash = await hashToken(secret);
  const unused = { createdAt, revokedAt: null, lastUsedAt: null };
  return { secret, row: { ...wanted, ...unused, ...shownPartsOf(secret), id: newId("key"), secretHash } };
}
