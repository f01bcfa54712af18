/** The operators' console is the same app on other paths: it has texts, a door and a shell of its own. */
export function isConsole(): boolean {
  return /^\/admin(\/|$)/.test(location.pathname);
}
