import type { Context } from "hono";
import type { ConnectionEntry } from "../../db/directory.ts";
import { phrases } from "../../domain/voice/phrases.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { faultFacts, log } from "../../log.ts";
import type { VapiRequest } from "../../providers/voice/vapi.ts";
import { findTransferTarget } from "../../use-cases/voice/find-transfer.ts";
import { openCallContext } from "../../use-cases/voice/open-call-context.ts";

/** What Vapi takes for an answer when an assistant wants to put somebody through. `error` is spoken. */
type TransferAnswer =
  | { destination: { type: "number"; number: string; message: string; transferPlan?: object } }
  | { error: string };
type Wish = Pick<Extract<VapiRequest, { kind: "transfer" }>, "parties" | "topic" | "isStaffFirst">;

/** By the topic that the agent has asked for; without one, to whoever is there for everything. */
export async function answerTransfer(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  { parties, topic, isStaffFirst }: Wish,
): Promise<TransferAnswer> {
  const now = Date.now();
  try {
    const context = await openCallContext(c.env, c.executionCtx, connection, parties, now);
    const target = context && (await findTransferTarget(context, topic));
    if (target) {
      const message = isStaffFirst ? "" : context.say.puttingThrough(); // it was said as the call began
      const plan = isStaffFirst ? { transferPlan: staffFirstPlan(context.say.staffBusy()) } : {};
      return { destination: { type: "number", number: target.destination, message, ...plan } };
    }
    if (context) return { error: context.say.nobodyButMessage() };
  } catch (error) {
    log("error", "voice_transfer_failed", { connectionId: connection.id, ...faultFacts(error) });
  }
  return {
    error: phrases({ language: parties.language ?? connection.language, timeZone: "UTC", now }).nobodyAvailable(),
  };
}

/** Vapi keeps the assistant on the line with this mode alone, and goes on when nobody picks up. */
function staffFirstPlan(message: string): object {
  return { mode: "warm-transfer-experimental", fallbackPlan: { message, endCallEnabled: false } };
}
