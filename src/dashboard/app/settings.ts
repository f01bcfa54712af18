/** Choices that belong to this browser. */
export type Setting = "theme" | "language" | "branch" | "shortcuts" | "service" | "callColumns";

const key = (setting: Setting) => `frontdesk.${setting}`;

// Storage may be full or forbidden; the page then works, it only forgets.
export function readSetting(setting: Setting): string | null {
  try {
    return localStorage.getItem(key(setting));
  } catch {
    return null;
  }
}

export function writeSetting(setting: Setting, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key(setting));
    else localStorage.setItem(key(setting), value);
  } catch {}
}
