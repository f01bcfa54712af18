import { type Context, Hono } from "hono";
import type { ConnectionEntry } from "../../db/directory.ts";
import type { Vault } from "../../db/vault.ts";
import { jsonShape, shapeRule } from "../../domain/json-shape.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJsonBytes } from "../../http/body.ts";
import { problemResponse } from "../../http/problem.ts";
import type { UnreadableRequest } from "../../providers/voice/port.ts";
import {
  readRetellEvent,
  readRetellFunction,
  readRetellInbound,
  retellDedupeKey,
  verifyRetell,
} from "../../providers/voice/retell.ts";
import { answerInbound } from "../../use-cases/voice/answer-inbound.ts";
import { findRetellConnection } from "../../use-cases/voice/find-connection.ts";
import { receiveEvent } from "../../use-cases/voice/receive-event.ts";
import { resolveCall } from "../../use-cases/voice/resolve-call.ts";
import { runFunction } from "../../use-cases/voice/run-function.ts";

/** An hour's call with word timings takes about 1 MB; two hours is the longest that Retell allows. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Words with their timings are four keys each, and nest four deep. */
const SHAPE = { maxDepth: 32, maxKeys: 250_000 };

type Verified = { connection: ConnectionEntry; vault: Vault; body: Uint8Array };

/** Retell's three webhooks. Each is verified over its raw bytes with the key of the connection in its URL. */
export const retellRoutes = new Hono<AppEnv>()
  .post("/:connectionId/functions", (c) =>
    verified(c, async ({ connection, body }) => {
      const call = readRetellFunction(body);
      if (!call.ok) return unreadable(c, call.error);
      return answerJson(c, await runFunction(c.env, c.executionCtx, connection, call.value, Date.now()));
    }),
  )
  .post("/:connectionId/inbound", (c) =>
    verified(c, async ({ connection, body }) => {
      const call = readRetellInbound(body);
      if (!call.ok) return unreadable(c, call.error);
      const variables = await answerInbound(c.env, c.executionCtx, connection, call.value, Date.now());
      return c.json({ call_inbound: variables ? { dynamic_variables: variables } : {} });
    }),
  )
  .post("/:connectionId", (c) =>
    verified(c, async ({ connection, vault, body }) => {
      const event = readRetellEvent(body);
      if (!event.ok) return unreadable(c, event.error);
      if (!event.value) return c.body(null, 204);
      const { tenantId, id: connectionId } = connection;
      const call = { ...event.value.facts, ...event.value.labels };
      const resolution = await resolveCall(c.env, c.executionCtx, connection, call);
      const dedupeKey = await retellDedupeKey(event.value, body);
      const received = {
        tenantId,
        connectionId,
        provider: "retell",
        resolution,
        dedupeKey,
        event: event.value,
      } as const;
      await receiveEvent(c.env, vault, received, Date.now());
      return c.body(null, 204);
    }),
  );

/** An unknown connection and a wrong signature look the same from outside, and neither writes anything. */
async function verified(c: Context<AppEnv>, answer: (request: Verified) => Promise<Response>): Promise<Response> {
  const read = await readJsonBytes(c.req.raw, MAX_BODY_BYTES);
  if (!read.ok) {
    return read.error.reason === "too_large"
      ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${read.error.maxBytes} bytes.` })
      : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
  }
  const body = read.value;
  const found = await findRetellConnection(c.env, c.executionCtx, c.req.param("connectionId") ?? "");
  const signature = c.req.header("x-retell-signature");
  if (!found || !(await verifyRetell(found.key, body, signature, Date.now()))) {
    return problemResponse(c, { status: 401, code: "bad_signature", title: "The request is not signed by Retell." });
  }
  const rule = shapeRule(jsonShape(body), SHAPE);
  if (rule !== null) return unreadable(c, { reason: "unknown_shape", errors: [{ field: "", rule }] });
  return answer({ ...found, body });
}

/** In one go: the framework's own way sets the headers one by one, which takes as long as speaking. */
function answerJson(c: Context<AppEnv>, answer: unknown): Response {
  const headers = { "content-type": "application/json", "x-request-id": c.get("requestId") };
  return new Response(JSON.stringify(answer), { headers });
}

function unreadable(c: Context<AppEnv>, { reason, errors }: UnreadableRequest): Response {
  const title = reason === "malformed_json" ? "The body is not JSON." : "The body is not what Retell documents.";
  return problemResponse(c, { status: 400, code: reason, title, errors });
}
