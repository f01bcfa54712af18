import { useState } from "react";
import { readSetting, writeSetting } from "./settings.ts";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

/** theme-boot.js applies the stored theme before the first paint; this changes it afterwards. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const stored = readSetting("theme");
    return stored === "light" || stored === "dark" ? stored : "system";
  });
  return [
    theme,
    (next) => {
      writeSetting("theme", next === "system" ? null : next);
      if (next === "system") delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = next;
      setTheme(next);
    },
  ];
}
