import * as z from "zod";

/** What is sealed of an account at Google. */
export const googleCredential = z.object({
  refreshToken: z.string(),
  accessToken: z.string(),
  expiresAt: z.number(),
});

export type GoogleCredential = z.infer<typeof googleCredential>;
