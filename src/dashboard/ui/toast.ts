import { Toast } from "@base-ui/react/toast";

type Notice = {
  title: string;
  description?: string;
  tone?: "good" | "bad";
  /** What takes it back. Offered for 8 seconds, then the change stands. */
  undo?: { label: string; run: () => void };
};

const UNDO_MS = 8_000;
const READ_MS = 5_000;
const MOST_WAITING = 3;
export const toasts = Toast.createToastManager();
const waiting: Notice[] = [];
let isShown = false;

/** Says what was done, without a word needed in return. Failures stay until they are closed. */
export function notify(notice: Notice): void {
  if (isShown) return show(notice);
  waiting.push(notice);
  if (waiting.length > MOST_WAITING) waiting.shift();
}

/** The toaster is loaded after the page: what was said before it is there is shown now. Returns what takes it away. */
export function beginShowing(): () => void {
  isShown = true;
  for (const notice of waiting.splice(0)) show(notice);
  return () => {
    isShown = false;
  };
}

function show({ title, description, tone = "good", undo }: Notice): void {
  const id = toasts.add({
    title,
    description,
    type: tone,
    priority: tone === "bad" ? "high" : "low",
    timeout: tone === "bad" ? 0 : undo ? UNDO_MS : READ_MS,
    ...(undo ? { actionProps: { children: undo.label, onClick: () => (toasts.close(id), undo.run()) } } : {}),
  });
}
