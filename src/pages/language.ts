import type { Context } from "hono";
import { type Language, language } from "../domain/language.ts";

/** `?lang=` when the visitor chose one, else the best of `Accept-Language`, else English. */
export function languageOf(c: Context): Language {
  return chosenLanguage(c) ?? preferredLanguage(c.req.header("Accept-Language") ?? "");
}

export function chosenLanguage(c: Context): Language | null {
  return language.safeParse(c.req.query("lang")).data ?? null;
}

function preferredLanguage(acceptLanguage: string): Language {
  const ranges = acceptLanguage.slice(0, 500).split(",").map(readRange);
  const wanted = ranges.filter((range) => range.quality > 0).sort((a, b) => b.quality - a.quality);
  const match = wanted.map((range) => language.safeParse(range.primary)).find((parsed) => parsed.success);
  return match?.data ?? "en";
}

function readRange(text: string): { primary: string | undefined; quality: number } {
  const [tag = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return { primary: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) || 0 };
}
