import product, { BranchCalendar as Calendar } from "../../src/index.ts";
import worker from "./product-worker.js";

export * from "../../src/index.ts";

const AT_ONCE = 2_000;

/** The product, but a calendar can be given a past and a future: copies of an appointment that it has. */
export class BranchCalendar extends Calendar {
  /** Writes the rows of these appointments as a booking does. They count as drained. */
  grow(appointments) {
    const { sql } = this.ctx.storage;
    const body = JSON.parse(sql.exec("SELECT body FROM appointments LIMIT 1").one().body);
    const block = sql.exec("SELECT * FROM blocks WHERE owner = ?", body.id).one();
    const event = sql.exec("SELECT * FROM events LIMIT 1").one();
    for (const each of appointments) {
      const copy = JSON.stringify({ ...body, ...each });
      const { phoneIndex } = body.contact;
      sql.exec(
        "INSERT INTO appointments VALUES (?, ?, ?, ?, ?, ?)",
        each.id,
        each.startsAt,
        "confirmed",
        phoneIndex,
        null,
        copy,
      );
      const span = { start: each.startsAt, end: each.endsAt, core_start: each.startsAt, core_end: each.endsAt };
      const row = { ...block, ...span, calendar_id: each.staffId, owner: each.id };
      sql.exec(
        `INSERT INTO blocks VALUES (${Object.keys(row)
          .map(() => "?")
          .join(", ")})`,
        ...Object.values(row),
      );
      const logged = JSON.stringify({ type: "appointment_booked", appointment: JSON.parse(copy) });
      sql.exec("INSERT INTO events (at, actor, event) VALUES (?, ?, ?)", event.at, event.actor, logged);
    }
    sql.exec("INSERT OR REPLACE INTO settings SELECT 'drained_seq', max(seq) FROM events");
  }

  count() {
    return this.ctx.storage.sql.exec("SELECT count(*) AS count FROM appointments").one().count;
  }
}

export default {
  ...product,
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    const calendar = () => env.BRANCH_CALENDAR.getByName(searchParams.get("calendar"));
    switch (pathname) {
      case "/grow":
        await grow(calendar(), await request.json());
        return Response.json({ count: await calendar().count() });
      default:
        return worker.fetch(request, env, ctx);
    }
  },
};

async function grow(calendar, appointments) {
  for (let first = 0; first < appointments.length; first += AT_ONCE) {
    await calendar.grow(appointments.slice(first, first + AT_ONCE));
  }
}
