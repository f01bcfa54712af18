import * as z from "zod";
import { COLOUR, isReadable } from "../domain/branding.ts";

const accentColour = z
  .string()
  .regex(COLOUR, 'must be a colour such as "#0f6b5f"')
  .refine(isReadable, "is too light: white text on it could not be read (contrast below 4.5:1)");

export const brandingView = z
  .object({
    businessName: z.string(),
    accentColour: z.string().nullable(),
    tagline: z.string().nullable(),
    bookingPageUrl: z.string(),
  })
  .meta({ id: "Branding" });
export type BrandingView = z.infer<typeof brandingView>;

export const brandingPatch = z
  .strictObject({
    accentColour: accentColour.nullable().optional().describe("Null: the product's own colour."),
    tagline: z
      .string()
      .trim()
      .min(1)
      .max(120)
      .regex(/^\P{Cc}+$/u, "must be one line")
      .nullable()
      .optional()
      .describe("One line below the business's name. Null: none."),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "must change something");
export type BrandingPatch = z.infer<typeof brandingPatch>;
