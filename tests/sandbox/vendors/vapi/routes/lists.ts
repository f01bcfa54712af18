import type { Context } from "hono";
import { VapiError } from "../errors.ts";
import type { Stored } from "../workspace.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Newest first, as a plain array without a cursor: the next page is asked for by `createdAtLt`. */
export function listed<Kind extends Stored>(c: Context, all: Iterable<Kind>): Kind[] {
  const limit = Number(c.req.query("limit") ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_LIMIT)
    throw new VapiError(400, `limit must not be greater than ${MAX_LIMIT}`);
  return [...all]
    .filter((one) => within(c, "createdAt", one.createdAt) && within(c, "updatedAt", one.updatedAt))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, limit);
}

function within(c: Context, field: "createdAt" | "updatedAt", value: string): boolean {
  const at = Date.parse(value);
  const bound = (name: string) => {
    const given = c.req.query(`${field}${name}`);
    return given === undefined ? null : Date.parse(given);
  };
  const [gt, lt, ge, le] = [bound("Gt"), bound("Lt"), bound("Ge"), bound("Le")];
  return (gt === null || at > gt) && (lt === null || at < lt) && (ge === null || at >= ge) && (le === null || at <= le);
}
