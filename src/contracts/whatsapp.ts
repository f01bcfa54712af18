import * as z from "zod";
import { language } from "../domain/language.ts";
import { newsKind } from "../domain/messaging/appointment-news.ts";
import { wordingVariable } from "../domain/messaging/wording.ts";

export const templateName = z.string().regex(/^[a-z0-9_]{1,512}$/, "must be a template's name: a-z, 0-9 and _");
export const templateLanguage = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a language as en_US");

/** What Meta has of a business's templates. */
export const whatsappTemplateView = z
  .object({
    name: z.string(),
    language: z.string(),
    category: z.string(),
    /** Only `APPROVED` ones are delivered. */
    status: z.string(),
    text: z.string(),
    /** How many words of one's own it takes. */
    places: z.int(),
    /** Whether we can send it: buttons with parts of their own and media in the head cannot be filled yet. */
    isUsable: z.boolean(),
  })
  .meta({ id: "WhatsappTemplate" });
export type WhatsappTemplateView = z.infer<typeof whatsappTemplateView>;

export const templateUse = z
  .strictObject({
    kind: newsKind,
    language,
    name: templateName,
    templateLanguage,
    variables: z.array(wordingVariable).max(10).describe("What stands at {{1}}, {{2}} and so on."),
  })
  .meta({ id: "WhatsappTemplateUse" });
export type TemplateUseView = z.infer<typeof templateUse>;

export const useKey = z.strictObject({ kind: newsKind, language });

/** A template with one's own words, for somebody whom free text does not reach. */
export const filledTemplate = z.strictObject({
  name: templateName,
  language: templateLanguage,
  parameters: z.array(z.string().trim().min(1).max(300)).max(10),
});
