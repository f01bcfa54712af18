import type * as z from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import type { UnreadableRequest } from "./port.ts";

const decoder = new TextDecoder();
const MAX_ERRORS = 20;

/** A provider's body as it documents it; else the fields that are not, and their rules. */
export function readJson<T>(schema: z.ZodType<T>, body: Uint8Array): Result<T, UnreadableRequest> {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(body));
  } catch {
    return err({ reason: "malformed_json", errors: [] });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), rule: issue.message }));
  return err({ reason: "unknown_shape", errors: errors.slice(0, MAX_ERRORS) });
}
