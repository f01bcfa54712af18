import { findV1Uid, keepV1Uid } from "../../../db/queries/calcom-v1.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { V1Refusal } from "../../../providers/calendars/calcom-v1/failure.ts";
import type { V1Desk } from "./desk.ts";

const PAGE = 100;
/** The latest thousand bookings are looked through for a number that nobody has asked for before. */
const MAX_PAGES = 10;

/** What v2 calls the booking: v1 had numbers in its paths. A uid is taken as well. */
export async function findUid(desk: V1Desk, named: string): Promise<Result<string, V1Refusal>> {
  if (!/^\d{1,15}$/.test(named)) return ok(named);
  const bookingId = Number(named);
  const known = await findV1Uid(desk.db, desk.account.id, bookingId);
  return known === null ? search(desk, bookingId) : ok(known);
}

async function search({ db, account, cal, caller }: V1Desk, bookingId: number): Promise<Result<string, V1Refusal>> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = { sortCreated: "desc", take: String(PAGE), skip: String(page * PAGE) };
    const bookings = await cal.bookings(query);
    if (!bookings.ok) return bookings;
    const found = bookings.value.find(({ id }) => id === bookingId);
    if (found) {
      await keepV1Uid(db, { accountId: account.id, bookingId, uid: found.uid }, caller.now);
      return ok(found.uid);
    }
    if (bookings.value.length < PAGE) break;
  }
  return err({ status: 404, message: "Booking not found" });
}
