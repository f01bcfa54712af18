import type { Outcome } from "../../domain/vendors/vendor-answer.ts";
import { faultFacts, log } from "../../log.ts";
import type { VendorGate } from "../../providers/gate.ts";

/** What became of a message or an e-mail, as far as its account's health goes. */
type AnyOutcome =
  | { kind: "sent" | "refused" }
  | { kind: "retry"; reason: string; retryAfterSeconds: number | null }
  | { kind: "unknown"; reason: string };
type Sender = { send(message: never): Promise<AnyOutcome> };

/** The account behind its gate: one whose circuit is open is not asked, and the next carrier takes the message. */
export function gated<Provider extends Sender>(provider: Provider, gate: VendorGate): Provider {
  const behindGate: Sender = {
    ...provider,
    async send(message) {
      const leave = await gate.ask().catch(away);
      if (leave && !leave.ok) {
        const retryAfterSeconds = Math.max(Math.ceil((leave.error.retryAt - Date.now()) / 1_000), 1);
        return { kind: "retry", reason: leave.error.reason, retryAfterSeconds };
      }
      const outcome = await provider.send(message);
      if (leave) await gate.report(leave.value, healthOf(outcome)).catch(away);
      return outcome;
    },
  };
  return behindGate as Provider; // the same but for `send`, whose answers are the provider's or a `retry`
}

/** A refusal is a healthy vendor's answer. */
function healthOf(outcome: AnyOutcome): Outcome {
  switch (outcome.kind) {
    case "sent":
    case "refused":
      return { kind: "worked" };
    case "retry": {
      const retryAfterMs = outcome.retryAfterSeconds === null ? null : outcome.retryAfterSeconds * 1_000;
      return { kind: "throttled", retryAfterMs };
    }
    case "unknown":
      return { kind: "failed", error: outcome.reason, retryAfterMs: null };
    default:
      return outcome satisfies never;
  }
}

/** The gate protects vendors and us; when it is away itself, messages go on without it. */
function away(error: unknown): null {
  log("error", "gate_away", faultFacts(error));
  return null;
}
