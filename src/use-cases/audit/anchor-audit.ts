import { auditChain } from "../../../durable-objects/stubs.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";

export type Anchor = { day: string; seq: number; hash: string };

/** R2 lists at most this many at once: almost three years of days. */
const MAX_ANCHORS = 1_000;

/**
 * Keeps the head of a chain outside of the database and the object, once a day: whoever could change both would still
 * have to change what was kept. A day that is kept already stays as it is.
 */
export async function anchorAudit(env: Env, owner: TenantId, now: EpochMs): Promise<void> {
  const chain = auditChain(env, owner);
  await chain.append(owner);
  const { seq, hash } = await auditChain(env, owner).head();
  if (seq === 0) return;
  const day = new Date(now).toISOString().slice(0, 10);
  const key = `${prefixOf(owner)}${day}`;
  if (await env.FILES.head(key)) return;
  const anchor = { owner, day, seq, hash, at: now };
  await env.FILES.put(key, JSON.stringify(anchor), { customMetadata: { seq: String(seq), hash } });
}

/** The heads that were kept, oldest first. */
export async function listAnchors(env: Env, owner: TenantId): Promise<Anchor[]> {
  const prefix = prefixOf(owner);
  const { objects } = await env.FILES.list({ prefix, limit: MAX_ANCHORS, include: ["customMetadata"] });
  return objects.map(({ key, customMetadata }) => ({
    day: key.slice(prefix.length),
    seq: Number(customMetadata?.seq),
    hash: customMetadata?.hash ?? "",
  }));
}

function prefixOf(owner: TenantId): string {
  return `audit-heads/${owner}/`;
}
