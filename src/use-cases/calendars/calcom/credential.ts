import * as z from "zod";

/**
 * What is sealed of an account at Cal.com. `webhookSecret` is ours: Cal.com signs with it what it tells us. Without one
 * nothing that claims to be from Cal.com is believed, and the account is read by the clock alone.
 */
export const calcomCredential = z.object({ apiKey: z.string().min(1), webhookSecret: z.string().min(32).optional() });
export type CalcomCredential = z.infer<typeof calcomCredential>;
