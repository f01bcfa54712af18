import * as z from "zod";
import { EMBED_ORIGIN, MAX_EMBED_ORIGINS } from "../domain/tenants/embedding.ts";

const origin = z
  .string()
  .max(200)
  .regex(EMBED_ORIGIN)
  .describe("Scheme, host and port as browsers write them: `https://www.example.com`. No path, no wildcard.");

/** The sites that may show the booking page in a frame. */
export const embedding = z.strictObject({ origins: z.array(origin).max(MAX_EMBED_ORIGINS) });

export const embeddingView = z.object({ origins: z.array(z.string()) }).meta({ id: "Embedding" });
