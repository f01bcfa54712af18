import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { StatusCode } from "hono/utils/http-status";
import { actorId, isTenantActor } from "../../domain/identity/actor.ts";
import { isOutcome, MAX_KEY_LENGTH } from "../../domain/identity/idempotency.ts";
import { PLATFORM } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { sha256Hex } from "../../sha256.ts";
import {
  type Answer,
  beginExecution,
  Execution,
  type IdempotencyRefusal,
} from "../../use-cases/identity/idempotency.ts";
import type { AppEnv } from "../app-env.ts";
import { harmlessPosts } from "../harmless-posts.ts";
import { idempotencyHeader } from "../idempotency-key.ts";
import { problemResponse } from "../problem.ts";

const KEPT_HEADERS = ["content-type", "etag", "location"];

const METHODS: ReadonlySet<string> = new Set(["POST", "PATCH"]);

/**
 * Behind `authenticate`: a POST or PATCH with an Idempotency-Key is carried out once, and answered the same for a day.
 * Routes that declare the header themselves are left alone: their branch's object stores effect and answer in one
 * transaction.
 */
export function idempotent(api: OpenAPIHono<AppEnv>) {
  let left: Set<string> | null = null; // known when all routes are there
  return createMiddleware<AppEnv>(async (c, next) => {
    const key = METHODS.has(c.req.method) ? c.req.header("idempotency-key") : undefined;
    if (key === undefined) return next();
    left ??= routesOfObjects(api);
    if (left.has(pathOf(c))) return next();
    if (key.length === 0 || key.length > MAX_KEY_LENGTH) return badKey(c);
    return executeOnce(c, key, next);
  });
}

async function executeOnce(c: Context<AppEnv>, key: string, next: () => Promise<void>): Promise<Response | undefined> {
  const actor = c.get("actor");
  const tenantId = isTenantActor(actor) ? actor.tenantId : PLATFORM;
  const bodyHash = await sha256Hex(await c.req.arrayBuffer());
  const scope = { actor: actorId(actor), route: `${c.req.method} ${c.req.path}`, key };
  const mayRunAgain = c.req.method === "PATCH" || harmlessPosts.has(pathOf(c));
  const begun = await beginExecution(c.env, { tenantId, ...scope, bodyHash, mayRunAgain }, Date.now());
  if (!begun.ok) return refuse(c, begun.error);
  if (!(begun.value instanceof Execution)) return replay(c, begun.value);
  c.set("execution", begun.value);
  await next();
  await settle(c, begun.value);
  return undefined;
}

/** An answer that cannot be stored is given all the same: until the lease ends, to repeat it is a 409. */
async function settle(c: Context<AppEnv>, execution: Execution): Promise<void> {
  try {
    if (!isOutcome(c.res.status)) return await execution.release();
    const headers = KEPT_HEADERS.flatMap((name) => {
      const value = c.res.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const body = await c.res.clone().text();
    await execution.complete({ status: c.res.status, headers: Object.fromEntries(headers), body });
  } catch (error) {
    log("error", "idempotent_answer_not_stored", { requestId: c.get("requestId"), ...faultFacts(error) });
  }
}

function replay(c: Context<AppEnv>, { status, headers, body }: Answer): Response {
  c.header("Idempotency-Replayed", "true");
  return c.newResponse(body === "" ? null : body, status as StatusCode, headers); // as it was answered before
}

function refuse(c: Context<AppEnv>, refusal: IdempotencyRefusal): Response {
  const code = refusal.reason;
  switch (refusal.reason) {
    case "idempotency_mismatch":
      return problemResponse(c, { status: 422, code, title: "This Idempotency-Key was used with another request." });
    case "idempotency_in_progress":
      c.header("Retry-After", String(refusal.retryAfterSeconds));
      return problemResponse(c, {
        status: 409,
        code,
        title: "A request with this Idempotency-Key is being carried out.",
      });
    case "idempotency_answer_lost":
      return problemResponse(c, {
        status: 409,
        code,
        title: "This was carried out; its answer was too large to keep.",
      });
    case "idempotency_outcome_unknown":
      return problemResponse(c, {
        status: 409,
        code,
        title: "A request with this Idempotency-Key was begun and never answered.",
        detail: "Part of it may have been carried out. See what became of it, then use a new key.",
      });
    default:
      return refusal satisfies never;
  }
}

function badKey(c: Context<AppEnv>): Response {
  const errors = [{ field: "idempotency-key", rule: `must have 1 to ${MAX_KEY_LENGTH} characters` }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors });
}

/** Of all that a request passes the last is its route. */
function pathOf(c: Context<AppEnv>): string {
  return (
    matchedRoutes(c)
      .at(-1)
      ?.path.replace(/^\/api\/v1/, "") ?? ""
  );
}

function routesOfObjects(api: OpenAPIHono<AppEnv>): Set<string> {
  const declared = api.openAPIRegistry.definitions.flatMap((definition) => {
    const isTheirs = definition.type === "route" && definition.route.request?.headers === idempotencyHeader;
    return isTheirs && definition.route.method === "post" ? [definition.route.path] : [];
  });
  return new Set(declared.map((path) => path.replaceAll(/\{(\w+)\}/g, ":$1")));
}
