import * as z from "zod";
import { branchId, connectionId, phoneNumberId, senderId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { routingMode } from "../domain/voice/routing.ts";
import { instant } from "./booking.ts";

export const e164 = z.string().regex(/^\+[1-9]\d{4,14}$/, "must be a phone number as +4930123456");
export const numberSource = z.enum(["own", "vendor", "carrier", "pool"]);
export const numberState = z.enum(["ordering", "active", "failed"]);
export type NumberSource = z.infer<typeof numberSource>;
export type NumberState = z.infer<typeof numberState>;

export const phoneNumberView = z
  .object({
    id: phoneNumberId,
    e164,
    branchId,
    connectionId,
    /** `own`: brought along. `vendor`: bought from the voice vendor. `carrier`: ordered at Telnyx or Twilio. */
    source: numberSource,
    state: numberState,
    /** Whether the voice vendor has it, so that the agent answers. */
    isConnected: z.boolean(),
    error: z.string().nullable(),
    routingMode: routingMode.nullable().describe("Who takes its calls. Null: as its branch has it."),
    language: language.nullable().describe("What its callers speak. Null: as their history or the branch tells."),
    carrierAsks: z.boolean().describe("Whether its carrier asks us who takes a call, before any agent picks up."),
    createdAt: instant,
  })
  .meta({ id: "PhoneNumber" });

export const numberChange = z
  .strictObject({
    branchId: branchId.optional(),
    routingMode: routingMode.nullable().optional(),
    language: language.nullable().optional(),
    carrierAsks: z
      .boolean()
      .optional()
      .describe("The number's voice webhook at Twilio or Telnyx is its sender's `voiceUrl`, so staff can ring first."),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something");
export type NumberChangeBody = z.infer<typeof numberChange>;

const areaCode = z.string().regex(/^[2-9]\d{2}$/, "must be three digits");
/** A SIP trunk by which the voice vendor reaches the carrier. Without one the number is assigned, and not connected. */
const trunk = z.strictObject({
  terminationUri: z
    .string()
    .max(200)
    .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, "must be a host, such as sip.telnyx.com"),
  username: z.string().trim().min(1).max(100).optional(),
  password: z.string().min(1).max(200).optional(),
});
const place = { branchId, connectionId };

export const numberOrder = z.discriminatedUnion("source", [
  z.strictObject({
    source: z.literal("vendor"),
    ...place,
    areaCode: areaCode.optional(),
    isTollFree: z.boolean().optional(),
  }),
  z.strictObject({ source: z.literal("carrier"), ...place, senderId, e164, trunk: trunk.optional() }),
  z.strictObject({ source: z.literal("own"), ...place, e164, trunk: trunk.optional() }),
  z.strictObject({ source: z.literal("pool"), ...place, e164, trunk: trunk.optional() }),
]);
export type NumberOrder = z.infer<typeof numberOrder>;

export const numberSearch = {
  /** The account at Telnyx or Twilio to ask; left out: the operator's pool. */
  senderId: senderId.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country's two letters")
    .default("US"),
  areaCode: areaCode.optional(),
  isTollFree: z.enum(["true", "false"]).default("false"),
};

export const availableNumberView = z
  .object({
    e164,
    /** As the carrier says it, in `currency`. Null: it does not say. */
    monthlyCost: z.string().nullable(),
    currency: z.string().nullable(),
    locality: z.string().nullable(),
  })
  .meta({ id: "AvailableNumber" });
export type AvailableNumberView = z.infer<typeof availableNumberView>;
export type PhoneNumberView = z.infer<typeof phoneNumberView>;

export const pooledNumberView = z
  .object({ e164, tenantId: z.string().nullable(), addedAt: instant, assignedAt: instant.nullable() })
  .meta({ id: "PooledNumber" });
export type PooledNumberView = z.infer<typeof pooledNumberView>;
