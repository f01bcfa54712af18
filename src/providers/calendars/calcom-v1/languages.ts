/** Those that v2 takes; v1 took any. */
const KNOWN = new Set(
  "ar ca de es eu he id ja lv pl ro sr th vi az cs el es-419 fi hr it km nl pt ru sv tr zh-CN bg da en et fr hu iw ko no pt-BR sk ta uk zh-TW bn".split(
    " ",
  ),
);

/** `en-US` is `en`. Undefined for what v2 does not know: it then takes the event type's. */
export function toV2Language(language: string | undefined): string | undefined {
  if (language === undefined || KNOWN.has(language)) return language;
  const base = language.split("-")[0] ?? "";
  return KNOWN.has(base) ? base : undefined;
}
