import { createContext, useContext } from "hono/jsx";
import type { Language } from "../domain/language.ts";

/** Whether a sandbox plays the vendors, as in development. */
export const TestMode = createContext(false);

const texts: Record<Language, { label: string; effect: string }> = {
  de: { label: "Testmodus", effect: "Niemand wird angerufen oder angeschrieben." },
  en: { label: "Test mode", effect: "Nobody is called or written to." },
};

/** Above every page of a system that reaches nobody. */
export function TestModeNote({ language }: { language: Language }) {
  if (!useContext(TestMode)) return null;
  const { label, effect } = texts[language];
  return (
    <aside class="test-mode" aria-label={label}>
      <strong>{label}</strong> · {effect}
    </aside>
  );
}
