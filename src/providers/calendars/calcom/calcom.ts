import { ok } from "../../../domain/result.ts";
import type { CalendarVendor } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { changedBookings } from "./changed-bookings.ts";
import { listEventTypes } from "./event-types.ts";
import { findByKey } from "./find-booking.ts";
import { refOf } from "./own-booking.ts";
import { makeBooking, moveBooking } from "./put-booking.ts";

/** An account at Cal.com, API version 2. A calendar is an event type there, an entry a booking. */
export function calcomCalendar(ask: AskCalcom): CalendarVendor {
  return {
    list: () => listEventTypes(ask),
    put: (target, entry, known) =>
      known === null ? makeBooking(ask, target, entry) : moveBooking(ask, target, known, entry),
    remove: (_target, known) => cancelBooking(ask, known),
    find: async (_target, key) => {
      const found = await findByKey(ask, key);
      return found.ok ? ok(found.value && refOf(found.value)) : found;
    },
    changes: (target, cursor, window) => changedBookings(ask, target, cursor, window),
  };
}
