import type { MessageVendor } from "./message.ts";

/** What a short answer means. Null: it is for a person to read. */
export type ReplyMeaning = "stop" | "start" | "confirm" | "cancel" | null;

/** What carriers and vendors take as the end of all messages, and what we add in German. */
const STOP = ["stop", "stopall", "stop all", "unsubscribe", "end", "quit", "revoke", "optout", "stopp", "abmelden"];
const START = ["start", "unstop"];
const CONFIRM = ["yes", "y", "ja", "j", "ok", "okay", "confirm", "bestätigen", "passt"];
/** "Ja, danke!" is as clear as "ja". Not so "nein danke", which may well decline to change anything. */
const COURTESY = / (?:bitte|danke|vielen dank|gerne?|please|thanks|thank you)$/;
const THUMBS_UP = /^👍\p{Emoji_Modifier}?$/u;
const CANCEL = ["no", "n", "nein", "absagen", "absage", "storno", "stornieren", "cancel"];

/** Twilio and Telnyx block a number that sends CANCEL, so it must count as an opt-out there, whatever was meant. */
const vendorStops: Record<MessageVendor, readonly string[]> = {
  twilio: ["cancel"],
  telnyx: ["cancel"],
  whatsapp: [],
  resend: [],
  postmark: [],
  cloudflare: [],
};

/** Twilio lifts its own block at these as well. Of somebody who has not opted out they mean what they say. */
const vendorStarts: Partial<Record<MessageVendor, readonly string[]>> = { twilio: ["yes"] };

/** Whether somebody who has opted out gets messages again by this, because the vendor sees it so. */
export function isVendorStart(text: string, vendor: MessageVendor): boolean {
  return vendorStarts[vendor]?.includes(wordOf(text)) ?? false;
}

/** Only a whole message counts: "stop by at five" is no opt-out. */
export function meaningOfReply(text: string, vendor: MessageVendor): ReplyMeaning {
  const word = wordOf(text);
  if (STOP.includes(word) || vendorStops[vendor].includes(word)) return "stop";
  if (START.includes(word)) return "start";
  if (CONFIRM.includes(word.replace(COURTESY, "")) || THUMBS_UP.test(text.trim())) return "confirm";
  return CANCEL.includes(word) ? "cancel" : null;
}

function wordOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\s]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
