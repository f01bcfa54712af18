import type { Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { GatedFailure } from "../../gate.ts";
import type { CallEvent } from "../port.ts";

export type OutboundOrder = {
  to: string;
  /** E.164, and what the vendor calls that number. */
  from: string;
  voiceNumberId: string;
  agentId: string;
  /** What the agent begins this call with. Null: as it always does. */
  opening: string | null;
  /** What an answering machine gets. Null: nothing, it is hung up on. */
  voicemail: string | null;
  variables: Record<string, string>;
  /** Comes back with every event of the call, so that it stays with its branch. */
  metadata: Record<string, string>;
};

/** A call that is over, as its last event would have told it. */
export type ToldCall = { event: CallEvent; dedupeKey: string };

export type ListedCalls = { calls: ToldCall[]; refused: number; isCut: boolean };

/** A call by browser. Retell's client joins it by its token, Vapi's by its address. */
export type WebCall = { providerCallId: string; accessToken: string | null; url: string | null };

export type CallVendor = {
  openWebCall(wanted: { agentId: string; metadata: Record<string, string> }): Promise<Result<WebCall, GatedFailure>>;
  /** Tells the agent something while the call goes on, and has it speak. */
  tell(providerCallId: string, words: string): Promise<Result<unknown, GatedFailure>>;
  place(order: OutboundOrder): Promise<Result<{ providerCallId: string }, GatedFailure>>;
  /** Calls that began in [from, to), the latest first, at most 100. */
  list(from: EpochMs, to: EpochMs): Promise<Result<ListedCalls, GatedFailure>>;
};

export const MAX_LISTED = 100;
