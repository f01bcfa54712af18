import type * as z from "zod";
import { ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, CalendarChoice } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { failed } from "./failures.ts";
import { manyEventTypes, ownProfile } from "./shapes.ts";

/** All bookings of the account, of whatever event type: only read. */
const ALL = "all";
/** Of several lengths: a booking has to say which. */
const ANY_LENGTH = ":any";

/** The account itself, to read from, and its event types. */
export async function listEventTypes(ask: AskCalcom): CalendarAnswer<CalendarChoice[]> {
  const me = await readAnswer(ownProfile, ask({ method: "GET", path: "/v2/me", version: null }));
  if (!me.ok) return failed(me.error);
  const { username, name } = me.value.data;
  const query = username ? `?${new URLSearchParams({ username }).toString()}` : "";
  const path = `/v2/event-types${query}`;
  const types = await readAnswer(manyEventTypes, ask({ method: "GET", path, version: "eventTypes" }));
  if (!types.ok) return failed(types.error);
  const all = { id: ALL, name: name || username || "Cal.com", isWritable: false, lengthMinutes: null };
  return ok([all, ...types.value.data.map(toChoice)]);
}

type EventType = z.infer<typeof manyEventTypes>["data"][number];

function toChoice({ id, title, lengthInMinutes, lengthInMinutesOptions }: EventType): CalendarChoice {
  const isAnyLength = (lengthInMinutesOptions?.length ?? 0) > 1;
  return {
    id: isAnyLength ? `${id}${ANY_LENGTH}` : String(id),
    name: title,
    isWritable: true,
    lengthMinutes: isAnyLength ? null : (lengthInMinutes ?? null),
  };
}

/** What a target means. `eventTypeId` null: all of them. */
export function readTarget(target: string): { eventTypeId: number | null; isAnyLength: boolean } {
  const isAnyLength = target.endsWith(ANY_LENGTH);
  const id = isAnyLength ? target.slice(0, -ANY_LENGTH.length) : target;
  return { eventTypeId: id === ALL ? null : Number(id), isAnyLength };
}
