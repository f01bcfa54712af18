/** A sealed value, in its row or, when a row cannot hold it, in R2 under `fileKey`. */
export type Stored = { sealed: string; fileKey: string | null };

/** D1 rows end at 2 MB. */
const MAX_INLINE_CHARS = 1_500_000;

export async function storeSealed(env: Env, fileKey: string, sealed: string): Promise<Stored> {
  if (sealed.length <= MAX_INLINE_CHARS) return { sealed, fileKey: null };
  await env.FILES.put(fileKey, sealed);
  return { sealed: "", fileKey };
}

export async function readSealed(env: Env, { sealed, fileKey }: Stored): Promise<string> {
  if (!fileKey) return sealed;
  const file = await env.FILES.get(fileKey);
  if (!file) throw new Error(`sealed file ${fileKey} is missing`);
  return file.text();
}

export async function dropFile(env: Env, fileKey: string | null): Promise<void> {
  if (fileKey) await env.FILES.delete(fileKey);
}
