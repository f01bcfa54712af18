/** A complete message to one recipient. */
export type OutgoingEmail = {
  /** Ours. The same id is delivered once, however often it is sent. */
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Text files. */
  attachments?: { filename: string; content: string }[];
};

export type EmailOutcome =
  | { kind: "sent"; providerId: string }
  /** May work later. `reason` is a code, never what the provider wrote. */
  | { kind: "retry"; reason: string; retryAfterSeconds: number | null }
  /** Will never work as it is. */
  | { kind: "refused"; reason: string };

export type EmailProvider = { name: string; send(email: OutgoingEmail): Promise<EmailOutcome> };
