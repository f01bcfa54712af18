import { ok } from "../../../domain/result.ts";
import type { CalendarVendor } from "../port.ts";
import type { AskCalcom } from "./ask.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { changedBookings } from "./changed-bookings.ts";
import { listEventTypes } from "./event-types.ts";
import { isMissing } from "./failures.ts";
import { findByKey, latestOf } from "./find-booking.ts";
import { refOf, toOutsideEntry } from "./own-booking.ts";
import { makeBooking, moveBooking } from "./put-booking.ts";

/** An account at Cal.com, API version 2. A calendar is an event type there, an entry a booking. */
export function calcomCalendar(ask: AskCalcom): CalendarVendor {
  return {
    takesOurIds: false,
    list: () => listEventTypes(ask),
    put: (target, entry, known) =>
      known === null ? makeBooking(ask, target, entry) : moveBooking(ask, target, known, entry),
    remove: (_target, known) => cancelBooking(ask, known),
    find: async (_target, key) => {
      const found = await findByKey(ask, key);
      return found.ok ? ok(found.value && refOf(found.value)) : found;
    },
    async look(_target, { externalId }) {
      const latest = await latestOf(ask, externalId);
      if (latest.ok) return ok(toOutsideEntry(latest.value));
      return isMissing(latest.error) ? ok(null) : latest;
    },
    changes: (target, cursor, window) => changedBookings(ask, target, cursor, window),
  };
}
