import type { Hono } from "hono";
import type { CallVendor } from "./calls/line.ts";
import type { Demo } from "./demo.ts";

/** What the frame lends to every vendor. Time and the network are arguments, so tests can own both. */
export type Bench = {
  now(): number;
  sleep(ms: number): Promise<void>;
  fetch: typeof globalThis.fetch;
  /** Read anew each time: the sandbox may be running before `.demo.json` is written. */
  demo(): Promise<Demo>;
};

/** An e-mail that a vendor took. */
export type SentEmail = {
  id: string;
  at: number;
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  /** Where answers go, and the id by which the sender knows it. */
  replyTo?: string | undefined;
  message?: string | undefined;
};

/** What can become of an e-mail. */
export type EmailFate = "delivered" | "bounced" | "complained";

/** A text message that a vendor took, and where it reports. */
export type SentText = {
  id: string;
  at: number;
  vendor: string;
  from: string;
  to: string;
  text: string;
  reportUrl: string;
};

/** A call at a number of a carrier's, and what everybody does who could pick up. */
export type RingOrder = {
  voiceUrl: string;
  from: string;
  to: string;
  staff: "pick_up" | "are_away";
  /** While staff are being rung. */
  callerRingsOff: boolean;
};

/** What happened, in order. `whom` is a number, or the address of an agent. */
export type RingStep =
  | { what: "rang"; whom: string; seconds: number }
  | { what: "talked"; whom: string }
  | { what: "said"; words: string }
  | { what: "rejected" }
  | { what: "rang_off" }
  /** The Worker did not take a webhook, and gave this status. */
  | { what: "failed"; status: number };

/** A webhook that a customer's system received. `verified` is null while it does not know its secret. */
export type ReceivedMessage = {
  id: string;
  at: number;
  path: string;
  type: string;
  body: string;
  verified: boolean | null;
};

/** A company the sandbox plays. Its folder under `vendors/` holds everything the frame does not know. */
export type Vendor = {
  /** Where it is mounted: `http://localhost:8788/{name}` stands for the vendor's own host. */
  name: string;
  title: string;
  /** Its real paths, without the mount. */
  app: Hono;
  /** An error in the vendor's own shape. */
  refuse(status: number, message: string): Response;
  reset(): void;
  /** Voice vendors can place calls. */
  calls?: CallVendor;
  /** Carriers ask the Worker about each call at a number, and do as it says. */
  rings?: (order: RingOrder) => Promise<RingStep[]>;
  /** E-mail vendors show what they took, newest first. */
  emails?: {
    list(): SentEmail[];
    find(id: string): SentEmail | undefined;
    tell(sent: SentEmail, fate: EmailFate): Promise<void>;
    answer(sent: SentEmail, text: string): Promise<void>;
    /** Somebody writes without having been written to. Where it is missing, the vendor takes no mail in. */
    receive?(mail: { from: string; to: string; subject: string; text: string }): Promise<void>;
  };
  /** Carriers of text messages show what they took, newest first, and can play an answer to it. */
  texts?: { list(): SentText[]; answer(sent: SentText, text: string): Promise<void> };
  /** Receivers of webhooks show what came, newest first. */
  messages?: () => ReceivedMessage[];
};

export type VendorFactory = (bench: Bench) => Vendor;
