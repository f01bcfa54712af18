import type { MessageBody, MessageVendor } from "../../domain/messaging/message.ts";
import type { VendorStatus } from "../../domain/messaging/message-status.ts";

/** A complete message to one recipient. */
export type OutgoingMessage = {
  /** Ours. It comes back with the vendor's reports. */
  id: string;
  to: string;
  body: MessageBody;
  /** Where the vendor shall report what became of it. */
  reportUrl: string;
};

export type SendOutcome =
  | { kind: "sent"; vendorId: string; segments: number | null }
  /** Certainly not taken, and may work later. `reason` is a code, never what the vendor wrote. */
  | { kind: "retry"; reason: string; retryAfterSeconds: number | null }
  /** It may have gone out: sent again, somebody could get it twice. */
  | { kind: "unknown"; reason: string }
  /** Will never work as it is. */
  | { kind: "refused"; reason: string; optedOut: boolean };

export type MessageProvider = {
  vendor: MessageVendor;
  /** Does the vendor know our id, so that sending again is harmless? */
  sendsOnce: boolean;
  send(message: OutgoingMessage): Promise<SendOutcome>;
};

/** What became of a message that the vendor took. */
export type StatusReport = {
  type: "status";
  vendorId: string;
  /** Ours, when the vendor gives it back. */
  messageId: string | null;
  status: VendorStatus;
  reason: string | null;
  optedOut: boolean;
  segments: number | null;
  costMicros: number | null;
  currency: string | null;
};

/** What somebody wrote to a business's number. */
export type IncomingMessage = {
  type: "incoming";
  vendorId: string;
  /** E.164; of WhatsApp also the id of somebody who shows no number. */
  from: string;
  text: string;
  /** What the vendor itself made of it. */
  vendorMeaning: "stop" | "start" | null;
};

/** What became of a number that was ordered with the account. */
export type NumberOrderReport = { type: "number_order"; orderId: string; state: "pending" | "done" | "failed" };

export type MessageEvent = StatusReport | IncomingMessage | NumberOrderReport;

/** A webhook as it came over the wire. `url` is the one that the vendor was told. */
export type RawWebhook = { url: string; body: Uint8Array<ArrayBuffer>; header(name: string): string | undefined };
