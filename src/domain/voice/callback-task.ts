import type { CallbackStatus } from "../../contracts/callback-tasks.ts";
import { err, ok, type Result } from "../result.ts";

/** What is sealed of a callback task: all that the caller said. */
export type CallbackWords = { name: string | null; phone: string | null; message: string };
export type CallbackOutcome = Exclude<CallbackStatus, "open">;
export type CallbackRefusal = { reason: "callback_settled"; status: CallbackOutcome };

/** Whether there is anything to change: settling the same way again leaves it as it is. */
export function decideSettling(
  status: CallbackStatus,
  to: CallbackOutcome,
): Result<"settle" | "nothing", CallbackRefusal> {
  if (status === "open") return ok("settle");
  return status === to ? ok("nothing") : err({ reason: "callback_settled", status });
}

/** Only what is still to be done can have somebody who does it. */
export function decideAssigning(status: CallbackStatus): Result<"assign", CallbackRefusal> {
  return status === "open" ? ok("assign") : err({ reason: "callback_settled", status });
}
