import * as z from "zod";
import { ok, type Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../gate.ts";
import { goneIsFine, readAnswer } from "../../read-answer.ts";
import type { Carrier } from "./port.ts";

const LIMIT = 20;
const found = z.looseObject({
  available_phone_numbers: z
    .array(z.looseObject({ phone_number: z.string(), locality: z.string().nullish() }))
    .max(1_000),
});
const bought = z.looseObject({ sid: z.string().min(1).max(64) });

/** Twilio takes forms, not JSON. */
export type AskForm = (request: {
  method: "GET" | "POST" | "DELETE";
  path: string;
  form?: Record<string, string>;
}) => Promise<Result<unknown, GatedFailure>>;

export function twilioNumbers(ask: AskForm, accountSid: string): Carrier {
  const account = `/2010-04-01/Accounts/${accountSid}`;
  return {
    async search({ country, areaCode, isTollFree }) {
      const kind = isTollFree ? "TollFree" : "Local";
      const query = new URLSearchParams({
        PageSize: String(LIMIT),
        VoiceEnabled: "true",
        ...(areaCode === null ? {} : { AreaCode: areaCode }),
      });
      const path = `${account}/AvailablePhoneNumbers/${country}/${kind}.json?${query.toString()}`;
      const answer = await readAnswer(found, ask({ method: "GET", path }));
      if (!answer.ok) return answer;
      return ok(
        answer.value.available_phone_numbers.slice(0, LIMIT).map(({ phone_number, locality }) => ({
          e164: phone_number,
          monthlyCost: null,
          currency: null,
          locality: locality ?? null,
        })),
      );
    },
    async order(e164) {
      const request = {
        method: "POST",
        path: `${account}/IncomingPhoneNumbers.json`,
        form: { PhoneNumber: e164 },
      } as const;
      const answer = await readAnswer(bought, ask(request));
      return answer.ok ? ok({ carrierId: answer.value.sid, isPending: false }) : answer;
    },
    /** A number is bought at once, or not at all. */
    look: async () => ok("done"),
    release: (sid) => goneIsFine(ask({ method: "DELETE", path: `${account}/IncomingPhoneNumbers/${sid}.json` }), [404]),
  };
}
