import type { Language } from "../domain/language.ts";

/** The same page in the other language. */
export function LanguageLink({ path, language, next }: { path: string; language: Language; next: string }) {
  const [other, name] = language === "de" ? (["en", "English"] as const) : (["de", "Deutsch"] as const);
  return (
    <a href={`${path}?${new URLSearchParams({ lang: other, next }).toString()}`} hreflang={other} lang={other}>
      {name}
    </a>
  );
}
