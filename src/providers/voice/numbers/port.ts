import type { Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../gate.ts";

export type Trunk = { terminationUri: string; username?: string | undefined; password?: string | undefined };

/** Where calls of a number go. `agentId` null: the vendor asks us at each call, or nobody answers yet. */
export type NumberBinding = { agentId: string | null; inboundUrl: string; name: string };

export type NumberWish = { areaCode: string | null; isTollFree: boolean };
export type VoiceNumber = { e164: string; voiceNumberId: string };

/** Numbers at a voice vendor. */
export type NumberVendor = {
  buy(wish: NumberWish, binding: NumberBinding): Promise<Result<VoiceNumber, GatedFailure>>;
  /** Brings along a number that rings elsewhere. */
  attach(e164: string, trunk: Trunk, binding: NumberBinding): Promise<Result<VoiceNumber, GatedFailure>>;
  bind(voiceNumberId: string, binding: NumberBinding): Promise<Result<void, GatedFailure>>;
  /** The SIP address at which a carrier reaches the agent. Null: the vendor has the number from itself. */
  reach(voiceNumberId: string): Promise<Result<string | null, GatedFailure>>;
  /** One that is gone already is no refusal. */
  release(voiceNumberId: string): Promise<Result<void, GatedFailure>>;
};

export type AvailableNumber = {
  e164: string;
  monthlyCost: string | null;
  currency: string | null;
  locality: string | null;
};
export type NumberSearch = { country: string; areaCode: string | null; isTollFree: boolean };

/** How far an order is. */
export type OrderState = "pending" | "done" | "failed";

/** Numbers at a carrier. */
export type Carrier = {
  search(wish: NumberSearch): Promise<Result<AvailableNumber[], GatedFailure>>;
  /** `isPending`: it is carried out later, and may still fail. */
  order(e164: string): Promise<Result<{ carrierId: string; isPending: boolean }, GatedFailure>>;
  /** What became of an order. */
  look(carrierId: string): Promise<Result<OrderState, GatedFailure>>;
  release(carrierId: string, e164: string): Promise<Result<void, GatedFailure>>;
};
