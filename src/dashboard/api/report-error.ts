import { ApiError } from "./api-error.ts";

/** A page that breaks over and over tells no more than that it did. */
const MAX_REPORTS = 5;
let reported = 0;

/** Tells the operators that a page broke. What the server answered it knows already. */
export function reportError(error: unknown): void {
  if (error instanceof ApiError || reported >= MAX_REPORTS) return;
  reported += 1;
  const { name, message } = error instanceof Error ? error : { name: "Unknown", message: typeof error };
  void send({ name: name.slice(0, 60) || "Error", message: message.slice(0, 300), page: location.pathname });
}

async function send(report: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  try {
    await fetch("/api/v1/me/page-errors", { method: "POST", headers, body: JSON.stringify(report), keepalive: true });
  } catch {
    // Offline: nobody to tell.
  }
}
