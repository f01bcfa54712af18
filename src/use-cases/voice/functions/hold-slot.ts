import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { MINUTE_MS, toRfc3339 } from "../../../domain/time.ts";
import { speakTime } from "../../../domain/voice/spoken-time.ts";
import { askInText } from "../../booking/branch-access.ts";
import { newId } from "../../new-id.ts";
import { readWish } from "../read-wish.ts";
import { refuseBooking } from "../refuse-booking.ts";
import { callIdempotency, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.hold_slot>;

export async function holdSlot(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const wish = await readWish(context, args);
  if (!wish.ok) return wish.error;
  const { access, speech, say } = context;
  const callId = await context.callId();
  const idempotency = await callIdempotency(callId, "hold_slot", wish.value);
  const command = { id: newId("hld"), holder: callId, actor: callId, wish: wish.value, idempotency };
  const held = await askInText(access, "hold", command);
  if (!held.ok) return refuseBooking(context, held.error, wish.value);

  const { id, startsAt, expiresAt } = held.value;
  const minutes = Math.max(1, Math.floor((expiresAt - speech.now) / MINUTE_MS));
  return {
    ok: true,
    say: say.held({ startsAt, minutes }),
    data: {
      holdId: id,
      startsAt: toRfc3339(speech.timeZone, startsAt),
      spoken: speakTime(startsAt, speech),
      expiresAt: toRfc3339(speech.timeZone, expiresAt),
    },
  };
}
