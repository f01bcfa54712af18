import * as z from "zod";
import { branchId, connectionId } from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { voiceProvider } from "./calls.ts";
import { circuitView } from "./circuits.ts";

const visible = /^[\x21-\x7e]+$/;

const retellSecret = z.strictObject({
  provider: z.literal("retell"),
  apiKey: z
    .string()
    .trim()
    .min(8)
    .max(200)
    .regex(visible, "must be the key as Retell shows it")
    .describe("The API key with the webhook badge."),
});

/** Vapi signs nothing until a credential is set, so there is no connection without one. */
const vapiSecret = z.strictObject({
  provider: z.literal("vapi"),
  method: z
    .enum(["bearer", "hmac"])
    .describe("How the server credential authenticates: a bearer token, or HMAC-SHA256 of `{timestamp}.{body}`."),
  secret: z
    .string()
    .trim()
    .min(16)
    .max(200)
    .regex(visible, "must be printable characters without spaces")
    .describe("The token or the HMAC secret of Vapi's server credential; at least 16 characters."),
});

/** A vendor's credential, each vendor in its own shape. Goes in and never comes out. */
export const connectionSecret = z.discriminatedUnion("provider", [retellSecret, vapiSecret]);
export type ConnectionSecret = z.infer<typeof connectionSecret>;

/** What we ask the vendor's API with, where the webhooks' credential is another one: at Vapi. */
export const connectionApiKey = z.strictObject({
  apiKey: z.string().trim().min(16).max(200).regex(visible, "must be the private key as Vapi shows it"),
  webhookCredential: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(visible)
    .optional()
    .describe("Of the webhook credential at Vapi. Needed where webhooks are signed; a bearer token works without."),
});

const name = z.string().trim().min(1).max(80);

export const connectionBody = z.strictObject({ name, defaultBranchId: branchId, secret: connectionSecret });
export const connectionPatch = z.strictObject({
  name: name.optional(),
  defaultBranchId: branchId.optional(),
  isDisabled: z.boolean().optional(),
});

export const connectionView = z
  .object({
    id: connectionId,
    name: z.string(),
    provider: voiceProvider,
    /** Suggested for calls that no number, agent or label places. */
    defaultBranchId: branchId,
    isDisabled: z.boolean(),
    /** When the credential was last set. It cannot be read again. */
    secretChangedAt: instant,
    createdAt: instant,
    /** Whether we can ask the vendor's API: publish agents, order numbers, place calls. */
    hasApiKey: z.boolean(),
    /** When the vendor was last heard of: null, never. */
    lastEventAt: instant.nullable(),
    phoneNumbers: z.array(z.object({ e164: z.string(), branchId })),
    /** Whether we can reach the vendor with it. */
    circuit: circuitView,
    /** To be entered at the vendor. */
    webhooks: z.array(z.object({ purpose: z.enum(["events", "functions", "inbound", "server"]), url: z.string() })),
  })
  .meta({ id: "Connection" });

export type ConnectionView = z.infer<typeof connectionView>;
