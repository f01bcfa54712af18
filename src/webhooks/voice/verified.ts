import type { Context } from "hono";
import type { VoiceProvider } from "../../contracts/calls.ts";
import { jsonShape, shapeRule } from "../../domain/json-shape.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJsonBytes } from "../../http/body.ts";
import { problemResponse } from "../../http/problem.ts";
import type { UnreadableRequest } from "../../providers/voice/port.ts";
import { findVoiceConnection, type OpenConnection } from "../../use-cases/voice/find-connection.ts";

/** An hour's call with word timings takes about 1 MB; two hours is the longest that providers allow. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Words with their timings are four keys each, and nest four deep. */
const SHAPE = { maxDepth: 32, maxKeys: 250_000 };

const titles: Record<VoiceProvider, string> = { retell: "Retell", vapi: "Vapi" };

export type VerifiedRequest = Omit<OpenConnection, "verify"> & { body: Uint8Array };

/**
 * Lets a provider's request through once its raw bytes are verified with the credential of the connection in its URL.
 * An unknown connection and a wrong signature look the same from outside, and neither writes anything.
 */
export async function verified(
  c: Context<AppEnv>,
  provider: VoiceProvider,
  answer: (request: VerifiedRequest) => Promise<Response>,
): Promise<Response> {
  const read = await readJsonBytes(c.req.raw, MAX_BODY_BYTES);
  if (!read.ok) {
    return read.error.reason === "too_large"
      ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${read.error.maxBytes} bytes.` })
      : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
  }
  const body = read.value;
  const found = await findVoiceConnection(c.env, c.executionCtx, provider, c.req.param("connectionId") ?? "");
  if (!found || !(await found.verify({ body, header: (name) => c.req.header(name) }, Date.now()))) {
    const title = `The request is not signed by ${titles[provider]}.`;
    return problemResponse(c, { status: 401, code: "bad_signature", title });
  }
  const rule = shapeRule(jsonShape(body), SHAPE);
  if (rule !== null) return unreadable(c, provider, { reason: "unknown_shape", errors: [{ field: "", rule }] });
  return answer({ ...found, body });
}

/** In one go: the framework's own way sets the headers one by one, which takes as long as speaking. */
export function answerJson(c: Context<AppEnv>, answer: unknown): Response {
  const headers = { "content-type": "application/json", "x-request-id": c.get("requestId") };
  return new Response(JSON.stringify(answer), { headers });
}

export function unreadable(
  c: Context<AppEnv>,
  provider: VoiceProvider,
  { reason, errors }: UnreadableRequest,
): Response {
  const shape = `The body is not what ${titles[provider]} documents.`;
  const title = reason === "malformed_json" ? "The body is not JSON." : shape;
  return problemResponse(c, { status: 400, code: reason, title, errors });
}
