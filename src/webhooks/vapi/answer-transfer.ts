import type { Context } from "hono";
import type { ConnectionEntry } from "../../db/directory.ts";
import { phrases } from "../../domain/voice/phrases.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { faultFacts, log } from "../../log.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { findTransferTarget } from "../../use-cases/voice/find-transfer.ts";
import { openCallContext } from "../../use-cases/voice/open-call-context.ts";

/** What Vapi takes for an answer when an assistant wants to put somebody through. `error` is spoken. */
type TransferAnswer = { destination: { type: "number"; number: string; message: string } } | { error: string };

/** Vapi names no topic: whoever is there for everything takes the call, else whoever is there at all. */
export async function answerTransfer(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  parties: CallParties,
): Promise<TransferAnswer> {
  const now = Date.now();
  try {
    const context = await openCallContext(c.env, c.executionCtx, connection, parties, now);
    const target = context && (await findTransferTarget(context, null));
    if (target) {
      return { destination: { type: "number", number: target.destination, message: context.say.puttingThrough() } };
    }
    if (context) return { error: context.say.nobodyButMessage() };
  } catch (error) {
    log("error", "voice_transfer_failed", { connectionId: connection.id, ...faultFacts(error) });
  }
  return {
    error: phrases({ language: parties.language ?? connection.language, timeZone: "UTC", now }).nobodyAvailable(),
  };
}
