import type { LeadImportRow } from "../../../db/queries/lead-imports.ts";
import type { Vault } from "../../../db/vault.ts";
import type { LeadImportId, TenantId } from "../../../domain/ids.ts";

type Ref = { tenantId: TenantId; id: LeadImportId };
const BATCH = 100;

/** A part of a file, sealed in R2 until it was read. */
export async function storePart(env: Env, vault: Vault, ref: Ref, part: number, text: string): Promise<void> {
  await env.FILES.put(keyOf(ref, part), await vault.seal(placeOf(ref, part), text));
}

/** Throws when it is gone. */
export async function readPartText(env: Env, vault: Vault, ref: Ref, part: number): Promise<string> {
  const file = await env.FILES.get(keyOf(ref, part));
  if (!file) throw new Error(`part ${part} of ${ref.id} is missing`);
  return vault.open(placeOf(ref, part), await file.text());
}

export async function dropParts(env: Env, ref: Ref & Pick<LeadImportRow, "parts">): Promise<void> {
  const keys = Array.from({ length: ref.parts }, (_, part) => keyOf(ref, part));
  for (let from = 0; from < keys.length; from += BATCH) await env.FILES.delete(keys.slice(from, from + BATCH));
}

function keyOf({ tenantId, id }: Ref, part: number): string {
  return `lead-imports/${tenantId}/${id}/${part}`;
}

function placeOf({ id }: Ref, part: number) {
  return { purpose: "lead.import" as const, row: `${id}/${part}` };
}
