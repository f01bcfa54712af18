import * as z from "zod";
import { keyMode, OVERLAP_HOURS } from "../domain/identity/api-key.ts";
import { keyPermissions } from "../domain/identity/permissions.ts";
import { apiKeyId, userId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

const keyName = z.string().trim().min(1).max(80);
const scopes = z.array(z.enum(keyPermissions)).min(1).max(keyPermissions.length);

export const apiKeyView = z
  .object({
    id: apiKeyId,
    name: z.string(),
    mode: keyMode,
    /** How the key begins and ends. Null for keys made before this was kept. */
    prefix: z.string().nullable(),
    lastFour: z.string().nullable(),
    scopes: z.array(z.string()),
    status: z.enum(["active", "expired", "revoked"]),
    createdAt: instant,
    createdBy: userId.nullable(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    /** Exact to the minute. */
    lastUsedAt: instant.nullable(),
    /** The key that this one was rotated from. */
    replaces: apiKeyId.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyView = z.infer<typeof apiKeyView>;

/** `secret` is shown here and never again. */
export const newApiKeyView = apiKeyView.extend({ secret: z.string() }).meta({ id: "NewApiKey" });
export type NewApiKeyView = z.infer<typeof newApiKeyView>;

export const apiKeyBody = z.strictObject({
  name: keyName,
  mode: keyMode.default("live"),
  scopes,
  expiresAt: instant.nullable().default(null).describe("At most five years from now. Null: it does not end."),
});
export type ApiKeyBody = z.infer<typeof apiKeyBody>;

export const apiKeyPatch = z.strictObject({ name: keyName });

export const rotationBody = z.strictObject({
  overlapHours: z
    .int()
    .min(0)
    .max(OVERLAP_HOURS.longest)
    .default(OVERLAP_HOURS.usual)
    .describe("How long the old key goes on working."),
});
export type RotationBody = z.infer<typeof rotationBody>;
