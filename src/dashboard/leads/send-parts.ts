import { ask, type Input } from "../api/client.ts";

type Mapping = NonNullable<Input<"POST /api/v1/lead-imports/{importId}/start">["body"]["mapping"]>;
type FileToSend = { branchId: string; name: string; text: string; hasConsent: boolean; mapping: Mapping };

/** In UTF-16 units: at three bytes each still below what one request may carry. */
const PART = 75_000;
const HEAD = 40_000;

/** The beginning of a file, for the preview: up to the end of a line. */
export function headOf(text: string): string {
  if (text.length <= HEAD) return text;
  const end = text.lastIndexOf("\n", HEAD);
  return text.slice(0, end > 0 ? end : HEAD);
}

/** Sends a file part by part and has it checked. Tells how far it is, in percent. */
export async function sendParts(
  { branchId, name, text, hasConsent, mapping }: FileToSend,
  onSent: (percent: number) => void,
): Promise<string> {
  const begun = {
    branchId,
    name: name.slice(0, 120) || "leads.csv",
    hasConsent,
  } as Input<"POST /api/v1/lead-imports">["body"];
  const { id: importId } = await ask("POST /api/v1/lead-imports", { body: begun });
  const parts = cutUp(text);
  for (const [part, each] of parts.entries()) {
    const params = { importId, part: String(part) };
    await ask("PUT /api/v1/lead-imports/{importId}/parts/{part}", { params, body: { text: each } } as never);
    onSent(Math.round(((part + 1) / parts.length) * 100));
  }
  await ask("POST /api/v1/lead-imports/{importId}/start", { params: { importId }, body: { step: "check", mapping } });
  return importId;
}

/** Never between the two halves of a letter outside the basic plane, which would make two unknown letters of it. */
function cutUp(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(from + PART - 1));
    const to = from + PART - (isHalf ? 1 : 0);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
