import type { Background } from "../../../db/directory.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { log } from "../../../log.ts";
import { type Command, commandTelnyx, type TelnyxCallEvent } from "../../../providers/voice/carriers/telnyx-calls.ts";
import type { OpenSender } from "../../messaging/receive-webhook.ts";
import { askTelnyx } from "../../vendors/carrier-account.ts";
import { findLine, type Line } from "./find-line.ts";
import { afterRinging, answerRinging } from "./guide-call.ts";

/** Telnyx waits two seconds for an answer, and this is but one part of it. */
const COMMAND_TIMEOUT_MS = 1_500;

/** Tells Telnyx what comes next in a call. False when Telnyx could not be told, and shall send the event again. */
export async function guideTelnyx(
  env: Env,
  background: Background,
  sender: OpenSender,
  { id, event }: { id: string; event: TelnyxCallEvent | null },
  now: EpochMs,
): Promise<boolean> {
  if (!event || sender.secret.vendor !== "telnyx") return true;
  const line = await findLine(env, background, sender.row.tenantId, event.call);
  if (!line) log("warn", "carrier_call_of_nobody", { senderId: sender.row.id });
  const command = line ? await nextCommand(env, background, sender, line, event, now) : REJECT;
  if (!command) return true;
  const ask = askTelnyx(env, sender.row, sender.secret.apiKey, COMMAND_TIMEOUT_MS);
  const done = await commandTelnyx(ask, event.call, command, id);
  if (!done.ok) log("warn", "carrier_command_failed", { senderId: sender.row.id, reason: done.error.reason });
  return done.ok;
}

const REJECT: Command = { kind: "reject" };
const HANG_UP: Command = { kind: "hang_up" };

async function nextCommand(
  env: Env,
  background: Background,
  sender: OpenSender,
  line: Line,
  event: TelnyxCallEvent,
  now: EpochMs,
): Promise<Command | null> {
  const { call } = event;
  switch (event.kind) {
    case "rings": {
      const order = await answerRinging(env, background, line, call, now);
      return order.kind === "reject" ? order : { kind: "open" };
    }
    case "opened": {
      const order = await answerRinging(env, background, line, call, now);
      return order.kind === "reject" ? HANG_UP : order;
    }
    case "staff_answered":
      return { kind: "note_talk", since: event.at };
    case "unanswered": {
      const rang = { who: event.who, outcome: "unanswered" as const, talkedMs: 0, at: event.at };
      return afterRinging(env, background, sender, line, { call, rang }, now);
    }
    case "over": {
      const { at, talkedSince } = event;
      const outcome = talkedSince === null ? ("caller_gone" as const) : ("answered" as const);
      const rang = { who: "staff" as const, outcome, talkedMs: talkedSince === null ? 0 : at - talkedSince, at };
      return afterRinging(env, background, sender, line, { call, rang }, now);
    }
    case "apologised":
      return HANG_UP;
    default:
      return event satisfies never;
  }
}
