import { DEMO_TWILIO } from "../../../../scripts/seed/senders.ts";
import type { Bench, RingOrder, RingStep } from "../../vendor.ts";
import { newVendorId } from "./text-box.ts";
import { signForm } from "./twilio-signature.ts";

/** Nobody is put through more often. */
const MAX_TURNS = 5;
const TALK_SECONDS = 42;
const account = { sid: DEMO_TWILIO.accountSid, token: DEMO_TWILIO.authToken };

/** Plays a call at a number whose voice webhook is `voiceUrl`, verb by verb. */
export async function ringTwilio(bench: Bench, order: RingOrder): Promise<RingStep[]> {
  const call = { CallSid: `CA${newVendorId()}`, From: order.from, To: order.to, Direction: "inbound" };
  const steps: RingStep[] = [];
  let next: Next | null = { url: order.voiceUrl, fields: { CallStatus: "ringing" } };
  for (let turn = 0; next && turn < MAX_TURNS; turn++) {
    const { url, fields } = next;
    const request = { method: "POST", ...signForm(account, url, { ...call, ...fields }) };
    const answer = await bench.fetch(url, request);
    if (answer.status !== 200) return [...steps, { what: "failed", status: answer.status }];
    next = carryOut(await answer.text(), order, steps);
  }
  return steps;
}

type Next = { url: string; fields: Record<string, string> };

/** What Twilio asks next. Null: the call is over. */
function carryOut(twiml: string, order: RingOrder, steps: RingStep[]): Next | null {
  if (twiml.includes("<Reject")) steps.push({ what: "rejected" });
  const [, words] = /<Say[^>]*>([^<]*)<\/Say>/.exec(twiml) ?? [];
  if (words) steps.push({ what: "said", words: unescape(words) });
  const [, seconds, action, noun, target] =
    /<Dial answerOnBridge="true" timeout="(\d+)" action="([^"]*)"><(Number|Sip)>([^<]*)<\/\3><\/Dial>/.exec(twiml) ??
    [];
  if (!target || !action) return null;
  const whom = unescape(target);
  steps.push({ what: "rang", whom, seconds: Number(seconds) });
  const fields = outcomeOf(noun === "Sip", order);
  if (fields.DialCallStatus === "completed") steps.push({ what: "talked", whom });
  if (fields.CallStatus === "completed" && fields.DialCallStatus !== "completed") steps.push({ what: "rang_off" });
  return { url: unescape(action), fields };
}

function outcomeOf(isAgent: boolean, { staff, callerRingsOff }: RingOrder) {
  if (!isAgent && callerRingsOff) return { DialCallStatus: "no-answer", CallStatus: "completed" };
  if (!isAgent && staff === "are_away") return { DialCallStatus: "no-answer", CallStatus: "in-progress" };
  return { DialCallStatus: "completed", DialCallDuration: String(TALK_SECONDS), CallStatus: "completed" };
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
