import type { Block } from "../../src/domain/booking/appointment.ts";
import type { CalendarId } from "../../src/domain/ids.ts";

export type BlockRow = {
  calendar_id: string;
  start: number;
  end: number;
  core_start: number;
  core_end: number;
  owner: string;
  expires_at: number | null;
  service_id: string | null;
  session: string | null;
  seats: number;
  customer: string | null;
};

export function toBlockValue(row: BlockRow): Block {
  return {
    calendarId: row.calendar_id as CalendarId,
    start: row.start,
    end: row.end,
    coreStart: row.core_start,
    coreEnd: row.core_end,
    owner: row.owner as Block["owner"],
    expiresAt: row.expires_at,
    serviceId: row.service_id as Block["serviceId"],
    session: row.session,
    seats: row.seats,
    customer: row.customer,
  };
}
