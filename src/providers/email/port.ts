import type { VendorStatus } from "../../domain/messaging/message-status.ts";

/** A complete message to one recipient. */
export type OutgoingEmail = {
  /** Ours. It comes back with reports; where `sendsOnce`, the same id is delivered once, however often it is sent. */
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Where an answer shall go, when not to the sender. */
  replyTo?: string;
  /** Text files. */
  attachments?: { filename: string; content: string }[];
};

export type EmailOutcome =
  | { kind: "sent"; providerId: string }
  /** May work later. `reason` is a code, never what the provider wrote. */
  | { kind: "retry"; reason: string; retryAfterSeconds: number | null }
  /** It may have gone out, and the provider would send it once more. */
  | { kind: "unknown"; reason: string }
  /** Will never work as it is. */
  | { kind: "refused"; reason: string };

export type EmailProvider = {
  name: "resend" | "postmark" | "cloudflare";
  sendsOnce: boolean;
  send(email: OutgoingEmail): Promise<EmailOutcome>;
};

/** Why an address takes no more mail: it does not exist, its owner called ours spam, or asked for no more. */
export type EmailSuppression = "bounce" | "complaint" | "vendor";

/** What became of an e-mail. `messageId` is ours, which every provider gives back. */
export type EmailReport = {
  type: "report";
  messageId: string | null;
  providerId: string;
  /** Null: only the address changes. */
  status: VendorStatus | null;
  reason: string | null;
  suppression: EmailSuppression | "lifted" | null;
};

/** An answer to an e-mail of ours. `messageId` is read off the address that it was sent to. */
export type EmailReply = {
  type: "reply";
  messageId: string;
  providerId: string;
  from: string;
  /** Null: it has to be fetched by `providerId`. */
  text: string | null;
};

/** An e-mail to the address by which e-mails become leads of a business; `secret` names whose. */
export type EmailLetter = {
  type: "letter";
  secret: string;
  providerId: string;
  from: string;
  replyTo: string | null;
  subject: string;
  /** Null: it has to be fetched by `providerId`. */
  text: string | null;
  /** No person has written it just now. */
  isAutomatic: boolean;
};
export type EmailEvent = EmailReport | EmailReply | EmailLetter;
/** What had to be fetched of an e-mail that came in. */
export type FetchedEmail = Pick<EmailLetter, "isAutomatic"> & { text: string; replyTo: string | null };
