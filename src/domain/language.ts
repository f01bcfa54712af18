import * as z from "zod";

/** Languages in which every text is complete (BCP 47). */
export const language = z.enum(["de", "en"]);
export type Language = z.infer<typeof language>;
