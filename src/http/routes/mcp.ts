import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { auditInsert } from "../../db/queries/audit.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { createApi, MAX_API_BODY_BYTES, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { answerMessage, PROTOCOL_VERSIONS } from "../mcp/answer-message.ts";
import { type Api, askApi } from "../mcp/ask-api.ts";
import type { ToolUse } from "../mcp/call-tool.ts";
import { INVALID_REQUEST, PARSE_ERROR, type RpcId, rpcAnswer, rpcError, rpcMessage } from "../mcp/json-rpc.ts";
import { authenticate } from "../middleware/authenticate.ts";
import { credentialOf } from "../middleware/credential.ts";
import { limitApi } from "../middleware/limit-api.ts";
import { modestJson } from "../middleware/modest-json.ts";
import { noStore } from "../middleware/no-store.ts";
import { problemResponse } from "../problem.ts";

const limitBody = bodyLimit({ maxSize: MAX_API_BODY_BYTES, onError: (c) => refuse(c, 413, "The body is too large.") });

/** A page in a browser must never reach this with somebody's cookie, nor from another site (DNS rebinding). */
const softwareOnly = createMiddleware<AppEnv>(async (c, next) => {
  const isForeign = c.req.header("Origin") !== undefined && c.req.header("Origin") !== new URL(c.req.url).origin;
  if (isForeign) return problemResponse(c, { status: 403, code: "cross_origin", title: "Not for pages in browsers." });
  if (credentialOf(c)?.kind !== "api_key") {
    c.header("WWW-Authenticate", "Bearer");
    return problemResponse(c, { status: 401, code: "unauthenticated", title: "Send an API key as Bearer." });
  }
  await next();
});

const tenantsOnly = createMiddleware<AppEnv>(async (c, next) => {
  const title = "An operator's key reaches no business.";
  if (c.get("actor").kind !== "api_key") return problemResponse(c, { status: 403, code: "forbidden", title });
  await next();
});

/**
 * MCP over Streamable HTTP, without sessions: each POST is one message and one JSON answer. A tool is one or a few
 * requests of `api` with the caller's own key.
 */
export function mcpRoutes(api: Api) {
  const routes = createApi();
  routes.use("/", noStore, softwareOnly, authenticate, tenantsOnly, limitApi, limitBody, modestJson);
  routes.post("/", async (c) => {
    const version = c.req.header("MCP-Protocol-Version");
    if (version !== undefined && !PROTOCOL_VERSIONS.some((known) => known === version)) {
      return refuse(c, 400, `MCP-Protocol-Version must be one of ${PROTOCOL_VERSIONS.join(", ")}.`);
    }
    const text = await c.req.text();
    const parsed = rpcMessage.safeParse(jsonOf(text));
    if (!parsed.success) return refuse(c, 400, "Send one JSON-RPC 2.0 message.", jsonOf(text) === undefined);
    const { id } = parsed.data;
    if (id === undefined) return c.body(null, 202);
    const caller = { permissions: tenantActor(c).permissions, ask: askApi(api, c), note: noter(c) };
    return c.json(rpcAnswer(id, await answerMessage(caller, parsed.data)));
  });
  // There are no sessions to end and no streams to open.
  routes.all("/", (c) => c.body(null, 405, { Allow: "POST" }));
  return routes;
}

/** What an agent did or looked up about people. What it changed has an entry of its own besides. */
function noter(c: Context<AppEnv>) {
  return async ({ tool, answer }: ToolUse): Promise<void> => {
    if (tool.permission === "catalogue:read" || tool.permission === "calendar:read") return;
    const actor = tenantActor(c);
    const facts = { tool: tool.name, isRefused: answer.isError };
    const entry = { actor: actorId(actor), action: "mcp.tool_used", subjectId: actorId(actor), facts };
    await auditInsert(tenantDb(c.env.DB, actor.tenantId), { ...entry, requestId: c.get("requestId"), at: Date.now() });
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(c: Context, status: 400 | 413, message: string, isUnreadable = false): Response {
  const unknown: RpcId = null;
  return c.json(rpcAnswer(unknown, rpcError(isUnreadable ? PARSE_ERROR : INVALID_REQUEST, message)), status);
}
