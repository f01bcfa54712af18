import type { Language } from "../../../src/domain/language.ts";
import type { Conversation } from "../calls/conversation.ts";
import type { BookedAppointment, OutcomeKind, Speaker } from "../calls/events.ts";

/** How a script ended. */
export type Outcome = {
  kind: OutcomeKind;
  /** The script came to the end it was written for. */
  intended: boolean;
  hungUpBy: Speaker;
  appointment?: BookedAppointment;
  /** One sentence for whoever placed the call. */
  note: string;
};

/** A phone call as a play for two voices. It knows no vendor, so every voice vendor can stage it. */
export type Scenario = {
  id: string;
  title: Record<Language, string>;
  summary: string;
  /** Of a caller whom texts can reach; the others call from a landline. */
  isMobile?: boolean;
  play(talk: Conversation): Promise<Outcome>;
};
