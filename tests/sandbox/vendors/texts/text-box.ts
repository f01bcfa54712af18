import { randomUUID } from "node:crypto";
import type { Bench, SentText } from "../../vendor.ts";

const KEPT = 200;

/** What a carrier took, newest first. */
export class TextBox {
  #sent: SentText[] = [];

  add(text: SentText): SentText {
    this.#sent = [text, ...this.#sent].slice(0, KEPT);
    return text;
  }

  list(): SentText[] {
    return this.#sent;
  }

  clear(): void {
    this.#sent = [];
  }
}

export const newVendorId = () => randomUUID().replaceAll("-", "");

type Signed = { headers: Record<string, string>; body: string };

/** Tells the Worker something. What it answers changes nothing: carriers go on regardless. */
export async function tell(bench: Bench, url: string, { headers, body }: Signed): Promise<void> {
  if (!url) return;
  await bench.fetch(url, { method: "POST", headers, body }).catch(() => undefined);
}

/** Incoming messages go to the same address as reports, which names our message besides. */
export function inboxOf({ reportUrl }: SentText): string {
  return reportUrl.split("?")[0] ?? "";
}
