import type { Language } from "../../../src/domain/language.ts";

/** One line of the NDJSON stream of a placed call. `at` counts milliseconds from the first ring. */
export type CallEvent = { at: number } & CallHappening;

export type CallHappening =
  | {
      type: "call";
      callId: string;
      vendor: string;
      scenario: string;
      title: string;
      language: Language;
      seed: number;
      caller: { name: string; phone: string };
      to: string;
      startedAt: number;
    }
  | ({ type: "inbound"; accepted: boolean; attempt: number } & Delivery)
  | { type: "speech"; speaker: Speaker; text: string }
  | { type: "keys"; typed: string }
  | ({ type: "function"; name: string; args: Record<string, unknown>; ok: boolean; code?: string } & Delivery)
  | ({ type: "webhook"; event: string; attempt: number; copy: number } & Delivery)
  | ({ type: "rival"; text: string } & Delivery)
  | { type: "note"; text: string }
  | ({ type: "done"; durationMs: number } & CallResult);

export type Speaker = "agent" | "caller";

/** How the Worker answered one request. No status: it did not answer; `error` says why. */
export type Delivery = { status: number | null; ms: number; error?: string };

export type OutcomeKind =
  | "booked"
  | "rescheduled"
  | "cancelled"
  | "nothing_booked"
  | "left_during_hold"
  | "rejected"
  | "failed";

export type BookedAppointment = {
  appointmentId: string;
  service: string;
  staff: string;
  startsAt: string;
  timeZone: string;
  spoken: string;
};

export type CallResult = {
  callId: string;
  outcome: OutcomeKind;
  /** The script came to its intended end, and the Worker took everything it was told. */
  successful: boolean;
  appointment?: BookedAppointment;
  /** One sentence. */
  note: string;
  /** Requests that the Worker did not accept, after all retries. */
  failures: string[];
};
