import { err, ok, type Result } from "../domain/result.ts";

export type BodyRefusal =
  | { reason: "too_large"; maxBytes: number }
  | { reason: "unsupported_media_type"; rule: string };

/**
 * Reads a JSON body as raw bytes, for signatures are over bytes. Stops as soon as the limit is passed, whatever the
 * length header says. Compressed bodies are refused: the runtime does not decode them, and a bomb would.
 */
export function readJsonBytes(request: Request, maxBytes: number): Promise<Result<Uint8Array, BodyRefusal>> {
  return readBytes(request, "application/json", maxBytes);
}

/** The same for a body of another type, such as a form. */
export async function readBytes(
  request: Request,
  wanted: "application/json" | "application/x-www-form-urlencoded",
  maxBytes: number,
): Promise<Result<Uint8Array, BodyRefusal>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== wanted) return refuseType(`content-type must be ${wanted}`);
  if (request.headers.has("content-encoding")) return refuseType("content-encoding is not accepted");
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > maxBytes) return err({ reason: "too_large", maxBytes });
  // HTTP holds a body to its length. Reading it chunk by chunk takes longer than checking its signature.
  if (length !== null) return ok(new Uint8Array(await request.arrayBuffer()));
  return readChunks(request, maxBytes);
}

async function readChunks(request: Request, maxBytes: number): Promise<Result<Uint8Array, BodyRefusal>> {
  if (!request.body) return ok(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return err({ reason: "too_large", maxBytes });
    chunks.push(chunk);
  }
  return ok(join(chunks, size));
}

function refuseType(rule: string) {
  return err({ reason: "unsupported_media_type" as const, rule });
}

function join(chunks: Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
