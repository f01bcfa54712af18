import * as z from "zod";
import { countPlaces } from "../../domain/messaging/whatsapp-template.ts";
import { err, ok, type Result } from "../../domain/result.ts";

export type WhatsappCatalogue = { accessToken: string; businessAccountId: string; baseUrl: string };
export type CarrierTemplate = {
  name: string;
  language: string;
  category: string;
  status: string;
  text: string;
  places: number;
  isUsable: boolean;
};

const VERSION = "v25.0";
const TIMEOUT_MS = 10_000;
/** Of a business with more, the first ones. */
const MOST = 200;

const component = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(z.object({ url: z.string().optional() })).optional(),
});
const answer = z.object({
  data: z.array(
    z.object({
      name: z.string().max(512),
      language: z.string().max(20),
      status: z.string().max(40),
      category: z.string().max(40).default(""),
      components: z.array(component).max(20).default([]),
    }),
  ),
});

/** Source: developers.facebook.com, GET /{WABA id}/message_templates. `reason` is a code, never what Meta wrote. */
export async function listWhatsappTemplates(
  { accessToken, businessAccountId, baseUrl }: WhatsappCatalogue,
  fetcher: typeof fetch = fetch,
): Promise<Result<CarrierTemplate[], { reason: string }>> {
  const fields = "name,language,status,category,components";
  const url = `${baseUrl}/${VERSION}/${businessAccountId}/message_templates?fields=${fields}&limit=${MOST}`;
  try {
    const response = await fetcher(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { Authorization: `Bearer ${accessToken}`, "User-Agent": "frontdesk/1.0" },
    });
    if (!response.ok) return err({ reason: `status_${response.status}` });
    const parsed = answer.safeParse(await response.json());
    return parsed.success ? ok(parsed.data.data.slice(0, MOST).map(toTemplate)) : err({ reason: "unreadable_answer" });
  } catch {
    return err({ reason: "no_answer" });
  }
}

function toTemplate({ components, ...facts }: z.infer<typeof answer>["data"][number]): CarrierTemplate {
  const text = components.find(({ type }) => type === "BODY")?.text ?? "";
  return { ...facts, text, places: countPlaces(text), isUsable: components.every(isPlain) };
}

/** What takes nothing but words in its body. */
function isPlain({ type, format, text = "", buttons = [] }: z.infer<typeof component>): boolean {
  if (type === "HEADER") return (format ?? "TEXT") === "TEXT" && countPlaces(text) === 0;
  return type !== "BUTTONS" || buttons.every(({ url = "" }) => countPlaces(url) === 0);
}
