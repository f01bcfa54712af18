import type { Language } from "../../../src/domain/language.ts";
import type { CallHappening, Delivery, OutcomeKind, Speaker } from "./events.ts";

/** Mischief with the deliveries of one call. */
export type DeliveryMischief = {
  /** Each webhook arrives twice. */
  duplicate?: boolean | undefined;
  /** Each function call arrives twice at the same time. */
  duplicateFunctions?: boolean | undefined;
  /** Webhooks wait until the call is over and then come in any order. */
  shuffle?: boolean | undefined;
  /** Bodies are altered after signing. */
  tamper?: boolean | undefined;
  /** Signatures are this old. */
  staleMs?: number | undefined;
};

export type Caller = { name: string; phone: string };

export type CallOrder = {
  caller: Caller;
  language: Language;
  /** 1 is natural but quick; 0 has no pauses. */
  pace: number;
  random(): number;
  workerUrl: string | undefined;
  deliver: DeliveryMischief;
  emit(happening: CallHappening): void;
};

export type Ringing = { accepted: boolean; variables: Record<string, string> };

/** A function's answer as it came: the body is parsed when it is JSON. */
export type Invocation = Delivery & { body: unknown };

export type Ending = {
  hungUpBy: Speaker | "operator" | "limit";
  outcome: OutcomeKind;
  successful: boolean;
  /** In the call's language, as the vendor's analysis would write it. */
  summary: string;
};

/** One phone call as its vendor carries it. Scripts speak through it and never see vendor names. */
export type PhoneLine = {
  readonly callId: string;
  readonly to: string;
  /** Aborted when somebody stops the call from outside. */
  readonly stopped: AbortSignal;
  ring(): Promise<Ringing>;
  start(): void;
  speech(speaker: Speaker, text: string, seconds: number): void;
  /** The caller types on the phone. */
  keys(typed: string): void;
  invoke(name: string, args: Record<string, unknown>): Promise<Invocation>;
  /** Says what is left to say and waits for all deliveries; returns those that failed for good. */
  end(ending: Ending): Promise<string[]>;
};

export type CallVendor = {
  openLine(order: CallOrder): Promise<PhoneLine>;
  /** Joins a web call that the business has opened, as its browser would. */
  joinWebCall(order: CallOrder, callId: string): Promise<PhoneLine>;
};
