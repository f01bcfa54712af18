import * as z from "zod";
import { COLOUR, isReadable } from "../domain/branding.ts";
import { language } from "../domain/language.ts";
import { MAX_LOGO_BYTES } from "../domain/logo.ts";

const accentColour = z
  .string()
  .regex(COLOUR, 'must be a colour such as "#0f6b5f"')
  .refine(isReadable, "is too light: white text on it could not be read (contrast below 4.5:1)");

export const brandingView = z
  .object({
    businessName: z.string(),
    language,
    accentColour: z.string().nullable(),
    tagline: z.string().nullable(),
    logoUrl: z.string().nullable(),
    bookingPageUrl: z.string(),
  })
  .meta({ id: "Branding" });
export type BrandingView = z.infer<typeof brandingView>;

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u, "must be one line");

export const brandingPatch = z
  .strictObject({
    businessName: oneLine(80).optional().describe("What callers hear and customers read, at all branches."),
    language: language.optional().describe("Of pages and e-mails for people whose language is not known."),
    accentColour: accentColour.nullable().optional().describe("Null: the product's own colour."),
    tagline: oneLine(120).nullable().optional().describe("One line below the business's name. Null: none."),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "must change something");
export type BrandingPatch = z.infer<typeof brandingPatch>;

export const logoBody = z.strictObject({
  data: z
    .base64()
    .min(1)
    .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
    .describe(`A PNG, JPEG or WebP of at most ${MAX_LOGO_BYTES / 1_000} KB, in base64.`),
});
