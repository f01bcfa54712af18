import { type Hook, OpenAPIHono } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import * as z from "zod";
import { problem } from "../contracts/problem.ts";
import { isCursor } from "../db/queries/page.ts";
import { isTenantActor, type TenantActor } from "../domain/identity/actor.ts";
import { type Sight, sightOf } from "../domain/identity/sight.ts";
import type { TenantId } from "../domain/ids.ts";
import type { JsonText } from "../domain/json-text.ts";
import type { Clerk } from "../use-cases/clerk.ts";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

/** The largest JSON body that the API reads. */
export const MAX_API_BODY_BYTES = 256 * 1024;

/** A part of the API: bad input becomes a 400 that names each field and its rule. */
export function createApi() {
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInput });
}

const refuseInput: Hook<unknown, AppEnv, string, Response | undefined> = (result, c) => {
  if (result.success) return undefined;
  const errors = result.error.issues.slice(0, 50).map((issue) => ({
    field: fieldOf(issue),
    rule: issue.message,
  }));
  return problemResponse(c, { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors });
};

function fieldOf(issue: { code?: string; path: PropertyKey[]; keys?: string[] }): string {
  const path = issue.path.map(String);
  return issue.code === "unrecognized_keys" ? [...path, ...(issue.keys ?? [])].join(".") : path.join(".");
}

/** A JSON answer in an OpenAPI route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A 200 whose body stands as text already. */
export function jsonText<T>(c: Context<AppEnv>, text: JsonText<T>) {
  const response: Response = c.body(text, 200, { "Content-Type": "application/json" });
  return response as Response & TypedResponse<T, 200, "json">; // it is the JSON of a T
}

/** A JSON body that an OpenAPI route needs. */
export function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { "application/json": { schema } } };
}

/** A problem answer in an OpenAPI route. */
export function refusal(description: string) {
  return { description, content: { "application/problem+json": { schema: problem } } };
}

/** Answers that every route behind a credential may give. */
export const commonRefusals = {
  400: refusal("A field is not valid; `errors` names it and its rule."),
  401: refusal("No valid credential."),
  403: refusal("The credential does not allow this."),
  404: refusal("No such thing for this tenant."),
};

export const security = [{ session: [] }, { apiKey: [] }, { bearer: [] }];

export const cursorQuery = {
  cursor: z.string().max(200).refine(isCursor, "must be the `nextCursor` of an earlier page").optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

export function paged<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The tenant's actor. Operator keys do not reach tenants: `requirePermission` has refused them by now. */
export function tenantActor(c: Context<AppEnv>): TenantActor {
  const actor = c.get("actor");
  if (!isTenantActor(actor)) throw new Error("an operator's key passed a tenant's permission check");
  return actor;
}

/** The same as who acts for this request, now. */
export function clerkOf(c: Context<AppEnv>): Clerk {
  return { env: c.env, actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
}

/** Whose data is asked for, and how much of it the actor sees. */
export function seerOf(c: Context<AppEnv>): { tenantId: TenantId; sight: Sight } {
  const actor = tenantActor(c);
  return { tenantId: actor.tenantId, sight: sightOf(actor) };
}

export function notFound(c: Context<AppEnv>, what: string) {
  return problemResponse(c, { status: 404, code: "not_found", title: `There is no such ${what}.` });
}
