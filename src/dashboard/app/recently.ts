const RECENTLY_MS = 30_000;

/** Whether this tab noted the act within half a minute: what did not help is not done again and again. */
export function wasRecently(act: string): boolean {
  return Date.now() - Number(sessionStorage.getItem(`frontdesk.${act}`)) < RECENTLY_MS;
}

export function noteAct(act: string): void {
  sessionStorage.setItem(`frontdesk.${act}`, String(Date.now()));
}
