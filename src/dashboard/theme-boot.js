// Runs before the first paint (see vite.config.ts); app/theme.ts owns these keys.
try {
  const theme = localStorage.getItem("frontdesk.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's theme then stands.
}
