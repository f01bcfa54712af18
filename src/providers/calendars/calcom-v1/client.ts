import type * as z from "zod";
import { err, ok, type Result } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { AskCalcom, CalcomRequest } from "../calcom/ask.ts";
import { bookingPath } from "../calcom/find-booking.ts";
import {
  manyV2Bookings,
  manyV2Schedules,
  manyV2Types,
  oneV2Booking,
  oneV2Type,
  toV1Availabilities,
  toV1Schedule,
  toV1Slots,
  toV1Type,
  v2Me,
  v2Slots,
} from "./answers.ts";
import { toV1Refusal, type V1Refusal } from "./failure.ts";
import { toV2Booking, type V1NewBooking } from "./requests.ts";

type Answered<T> = Promise<Result<T, V1Refusal>>;

/** Questions of v1, asked of v2, in answers of v1. Acts give the booking as v2 has it then. */
export function calcomV1(ask: AskCalcom) {
  const get = <T>(schema: z.ZodType<{ data: T }>, path: string, version: CalcomRequest["version"]) =>
    answered(schema, ask, { method: "GET", path, version });
  const act = (path: string, json: object) =>
    answered(oneV2Booking, ask, { method: "POST", path, version: "bookings", json });
  return {
    me: async () => mapped(await get(v2Me, "/v2/me", null), (user) => ({ user })),
    user: async (id: number) => {
      const me = await get(v2Me, "/v2/me", null);
      if (!me.ok || me.value.id === id) return mapped(me, (user) => ({ user }));
      return err({ status: 404 as const, message: "User not found" });
    },
    eventTypes: async () =>
      mapped(await get(manyV2Types, "/v2/event-types", "eventTypes"), (types) => ({
        event_types: types.map(toV1Type),
      })),
    eventType: async (id: number) =>
      mapped(await get(oneV2Type, `/v2/event-types/${id}`, "eventTypes"), (type) => ({ event_type: toV1Type(type) })),
    slots: async (query: Record<string, string>) =>
      mapped(await get(v2Slots, `/v2/slots?${new URLSearchParams(query).toString()}`, "slots"), toV1Slots),
    schedules: async () =>
      mapped(await get(manyV2Schedules, "/v2/schedules", "schedules"), (all) => ({ schedules: all.map(toV1Schedule) })),
    availabilities: async () =>
      mapped(await get(manyV2Schedules, "/v2/schedules", "schedules"), (all) => ({
        availabilities: all.flatMap(toV1Availabilities),
      })),
    bookings: (query: Record<string, string>) =>
      get(manyV2Bookings, `/v2/bookings?${new URLSearchParams(query).toString()}`, "bookings"),
    booking: (uid: string) => get(oneV2Booking, bookingPath(uid), "bookings"),
    book: (wish: V1NewBooking) => act("/v2/bookings", toV2Booking(wish)),
    move: (uid: string, start: string, reschedulingReason?: string) =>
      act(`${bookingPath(uid)}/reschedule`, { start: new Date(start).toISOString(), ...given({ reschedulingReason }) }),
    cancel: (uid: string, more: { cancellationReason?: string | undefined; cancelSubsequentBookings?: boolean }) =>
      act(`${bookingPath(uid)}/cancel`, given(more)),
    confirm: (uid: string) => act(`${bookingPath(uid)}/confirm`, {}),
    decline: (uid: string, reason?: string) => act(`${bookingPath(uid)}/decline`, given({ reason })),
  };
}
export type CalcomV1 = ReturnType<typeof calcomV1>;

async function answered<T>(schema: z.ZodType<{ data: T }>, ask: AskCalcom, request: CalcomRequest): Answered<T> {
  const answer = await readAnswer(schema, ask(request));
  return answer.ok ? ok(answer.value.data) : err(toV1Refusal(answer.error));
}

function mapped<T>(answer: Result<T, V1Refusal>, map: (value: T) => object): Result<object, V1Refusal> {
  return answer.ok ? ok(map(answer.value)) : answer;
}

function given(fields: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
