import type { Context } from "hono";
import * as z from "zod";
import type { Editor } from "../use-cases/catalogue/edit-rulebook.ts";
import { clerkOf, commonRefusals, cursorQuery, refusal, security } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { requirePermission } from "./middleware/require-permission.ts";

const VERSION_TAG = /^(?:W\/)?"([1-9]\d{0,14})"$/;

export const reading = { tags: ["Catalogue"], security, middleware: requirePermission("catalogue:read") };
export const writing = { tags: ["Catalogue"], security, middleware: requirePermission("catalogue:write") };

export const ifMatch = z.object({
  "if-match": z
    .string()
    .regex(VERSION_TAG, 'must be the `ETag` of an earlier answer, such as "7"')
    .optional()
    .describe("The version that was read. When the branch has changed since: 412."),
});

export const writeRefusals = {
  409: refusal("It cannot be done; `code` tells why."),
  412: refusal("The branch has another version than `If-Match` says."),
  ...commonRefusals,
};

/** Lists are bounded by the rulebook, so a page holds the whole of one unless a smaller one is asked for. */
export const listQuery = {
  cursor: cursorQuery.cursor,
  limit: z.coerce.number().int().min(1).max(500).default(500),
};

/** Behind `ifMatch`, which has checked the header. */
export function editorOf(c: Context<AppEnv>): Editor {
  const [, version] = VERSION_TAG.exec(c.req.header("if-match") ?? "") ?? [];
  const expectedVersion = version === undefined ? null : Number(version);
  // What a POST creates is stored with its answer; a PATCH may be carried out again.
  const execution = c.req.method === "POST" ? (c.get("execution") ?? null) : null;
  return { ...clerkOf(c), expectedVersion, execution };
}

/** Of a POST that creates nothing: what it has done it leaves as it is, so it may be carried out again. */
export function actingOn(c: Context<AppEnv>): Editor {
  return { ...editorOf(c), execution: null };
}

export function etag(version: number): { ETag: string } {
  return { ETag: `"${version}"` };
}
