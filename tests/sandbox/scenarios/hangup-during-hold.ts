import { CallBroken } from "../calls/conversation.ts";
import type { Scenario } from "./script.ts";
import { openWithOffer, wordsOf } from "./steps.ts";

const interrupted = {
  de: "Oh, Moment, es klingelt an der Tür, ich",
  en: "Oh, wait, there's somebody at the door, I",
};

export const hangupDuringHold: Scenario = {
  id: "hangup-during-hold",
  title: { de: "Legt beim Reservieren auf", en: "Hangs up during a hold" },
  summary:
    "A time is held for the caller, who hangs up before booking; a link by SMS finishes it, or it runs out by itself.",
  isMobile: true,
  async play(talk) {
    const offer = await openWithOffer(talk);
    const slot = offer.slots[0];
    await talk.caller(wordsOf(talk).takes(slot.spoken));
    const held = await talk.ask("hold_slot", { service: offer.service, startsAt: slot.startsAt });
    if (!held.ok) throw new CallBroken(`hold_slot refused (${held.data.code})`);
    await talk.caller(interrupted[talk.order.language]);
    const note = `${held.data.spoken} is held until ${held.data.expiresAt}, nothing booked`;
    return { kind: "left_during_hold", intended: true, hungUpBy: "caller", note };
  },
};
