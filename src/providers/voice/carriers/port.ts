import type { Language } from "../../../domain/language.ts";
import type { Route } from "../../../domain/voice/routing.ts";

/** A call at a business's number, before anybody has picked up. `from` is as the network gives it. */
export type CarrierCall = { carrierCallId: string; from: string | null; to: string };

/** What became of ringing somebody. `caller_gone`: the caller rang off first. */
export type RingOutcome = "answered" | "unanswered" | "caller_gone";

/** What a carrier shall do with a call. */
export type CarrierOrder =
  | { kind: "reject" }
  /** `to` is E.164 or a SIP address. `who` comes back with what became of it. */
  | { kind: "ring"; who: Route; to: string; seconds: number }
  /** Says this and hangs up. */
  | { kind: "apologise"; words: string; language: Language };
