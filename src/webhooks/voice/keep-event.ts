import type { Context } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import type { CallEvent } from "../../providers/voice/port.ts";
import { receiveEvent } from "../../use-cases/voice/receive-event.ts";
import { resolveCall } from "../../use-cases/voice/resolve-call.ts";
import type { VerifiedRequest } from "./verified.ts";

/** Places a call's event at a branch and makes it durable. Throws when nothing takes it: the provider sends it again. */
export async function keepEvent(
  c: Context<AppEnv>,
  { connection, vault }: VerifiedRequest,
  event: CallEvent,
  dedupeKey: string,
): Promise<void> {
  const { tenantId, id: connectionId, provider } = connection;
  const call = { ...event.facts, ...event.labels };
  const resolution = await resolveCall(c.env, c.executionCtx, connection, call);
  const receiver = { env: c.env, background: c.executionCtx, vault };
  await receiveEvent(receiver, { tenantId, connectionId, provider, resolution, dedupeKey, event }, Date.now());
}
