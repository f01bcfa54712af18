import type { RolloutChoice, RolloutName } from "../../contracts/rollouts.ts";
import type { TenantId } from "../ids.ts";

/**
 * Whether a tenant has what is rolled out. Each tenant has a place from 0 to 99 that never changes, another one for each
 * name: a higher percentage takes nobody out, and going back is the lower number.
 */
export function isRolledOut(
  name: RolloutName,
  tenantId: TenantId,
  { percent, choice }: { percent: number; choice: RolloutChoice },
): boolean {
  return choice === "auto" ? placeOf(`${name}|${tenantId}`) < percent : choice === "in";
}

/** FNV-1a, 32 bits, with its bits stirred: ids that differ little lie far apart. */
function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}
