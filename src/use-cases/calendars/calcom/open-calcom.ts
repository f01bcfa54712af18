import { ok } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { calcomAsker } from "../../../providers/calendars/calcom/ask.ts";
import { calcomCalendar } from "../../../providers/calendars/calcom/calcom.ts";
import type { CalendarDoor } from "../sync/open-vendor.ts";
import { calcomCredential } from "./credential.ts";

/** The adapter of a connected account. */
export async function openCalcom({ env, secret, gate }: CalendarDoor) {
  const { apiKey } = calcomCredential.parse(JSON.parse(secret));
  return ok(calcomCalendar(calcomAsker({ baseUrl: configOf(env).CALCOM_URL, apiKey, gate })));
}
