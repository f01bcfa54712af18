import type { Calendar } from "../../../durable-objects/stubs.ts";
import type { Appointment, Hold } from "../../../src/domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../src/domain/booking/refusal.ts";
import type { AppointmentId, ServiceId, StaffId } from "../../../src/domain/ids.ts";
import type { Result } from "../../../src/domain/result.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { BookingAnswer, BookingOp, Entry } from "../linearizability/bookings.ts";
import { Recorder } from "../linearizability/history.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aBooking, aHold, inTenDays } from "./commands.ts";

/** What a client does next. `on` chooses among what others have made so far. */
export type ClientStep = {
  do: "hold" | "book" | "book_held" | "move" | "cancel" | "release" | "read" | "list";
  quarter: number;
  service: "cut" | "colour";
  staff: "anna" | "ben" | "anyone";
  on: number;
  /** Sent again with the same key, before the first is answered. */
  isDoubled: boolean;
};

type Granted = Result<Appointment | Hold, BookingRefusal>;
type Known = Pick<Appointment | Hold, "serviceId" | "startsAt">;
type Book = Calendar["book"];

const OPENS = 540;
const BUFFER_MS = 15 * MINUTE_MS;

/** A tenant's real calendar, and a record of all that clients ask of it. */
export class RecordedBranch {
  readonly recorder = new Recorder<BookingOp, BookingAnswer>();
  readonly #tenant: TestTenant;
  readonly #book: Book;
  readonly #appointments: Appointment[] = [];
  readonly #holds: Hold[] = [];

  constructor(tenant: TestTenant, book: Book = (ref, command) => tenant.calendar().book(ref, command)) {
    this.#tenant = tenant;
    this.#book = book;
  }

  async perform(client: number, step: ClientStep): Promise<void> {
    const appointment = this.#appointments[step.on % Math.max(1, this.#appointments.length)];
    const hold = this.#holds[step.on % Math.max(1, this.#holds.length)];
    if (step.do === "hold") return this.#hold(client, step);
    if (step.do === "book") return this.#bookFor(client, step, null);
    if (step.do === "book_held" && hold) return this.#bookFor(client, step, hold);
    if (step.do === "release" && hold) return this.#release(client, hold);
    if (step.do === "move" && appointment) return this.#move(client, step, appointment);
    if (step.do === "cancel" && appointment) return this.#cancel(client, step, appointment);
    if (step.do === "read" && appointment) return this.#read(client, appointment.id);
    return this.list(client);
  }

  /** Everything that stands, seen at once. */
  async list(client: number): Promise<void> {
    const { ref, anna, ben } = this.#tenant;
    await this.recorder.record(client, { do: "list", calendars: [anna, ben] }, async () => {
      const window = { start: inTenDays(0), end: inTenDays(1_439) };
      const { appointments, holds } = await this.#tenant.calendar().day(ref, window);
      return {
        said: "seen",
        entries: [...appointments.filter(isConfirmed), ...holds].map((each) => this.#entry(each)),
      };
    });
  }

  async #hold(client: number, step: ClientStep): Promise<void> {
    const { ref } = this.#tenant;
    const wish = this.#wish(step);
    const id = newId("hld"); // its own holder too: nobody comes to the limit
    const command = { ...aHold(this.#tenant, { startsAt: wish.startsAt, id, holder: id }), wish };
    const { idempotency } = command;
    const op = { do: "hold", id, ...this.#place(wish), key: step.isDoubled ? idempotency.key : null } as const;
    await this.#send(client, op, () => this.#tenant.calendar().hold(ref, command));
  }

  async #bookFor(client: number, step: ClientStep, hold: Hold | null): Promise<void> {
    const { ref } = this.#tenant;
    const wish = hold ? { ...pick(hold), staffId: hold.staffId } : this.#wish(step);
    const held = hold ? { holdId: hold.id, holder: hold.holder } : {};
    const command = { ...(await aBooking(this.#tenant, { startsAt: wish.startsAt, ...held })), wish };
    const { appointmentId: id, idempotency, holdId } = command;
    const op = { do: "book", id, holdId, ...this.#place(wish), key: step.isDoubled ? idempotency.key : null } as const;
    await this.#send(client, op, () => this.#book(ref, command));
  }

  async #move(client: number, step: ClientStep, { id, serviceId }: Appointment): Promise<void> {
    const { ref, cut } = this.#tenant;
    const wish = this.#wish({ ...step, service: serviceId === cut ? "cut" : "colour" });
    const { op, command } = changeOf(id, step);
    const { startsAt, staffId } = wish;
    await this.#send(client, { do: "move", ...op, ...this.#place(wish) }, () =>
      this.#tenant.calendar().reschedule(ref, { ...command, startsAt, staffId }),
    );
  }

  async #cancel(client: number, step: ClientStep, { id }: Appointment): Promise<void> {
    const { ref } = this.#tenant;
    const { op, command } = changeOf(id, step);
    await this.#send(client, { do: "cancel", ...op }, () =>
      this.#tenant.calendar().cancel(ref, { ...command, reason: null }),
    );
  }

  async #release(client: number, { id, holder }: Hold): Promise<void> {
    const { ref } = this.#tenant;
    await this.recorder.record(client, { do: "release", id }, async () => {
      const wasThere = await this.#tenant.calendar().releaseHold(ref, { holdId: id, holder, actor: holder });
      return wasThere ? { said: "done" } : { said: "refused", reason: "hold_expired" };
    });
  }

  async #read(client: number, id: AppointmentId): Promise<void> {
    await this.recorder.record(client, { do: "read", id }, async () => {
      const found = await this.#tenant.calendar().appointment(this.#tenant.ref, id);
      return { said: "seen", entries: found && isConfirmed(found) ? [this.#entry(found)] : [] };
    });
  }

  async #send(client: number, op: BookingOp & { key: string | null }, call: () => Promise<Granted>): Promise<void> {
    const once = () =>
      this.recorder.record(client, op, async () => {
        const answer = await call();
        if (answer.ok && op.do !== "cancel") this.#remember(answer.value);
        return toAnswer(answer, op);
      });
    await Promise.all(op.key === null ? [once()] : [once(), once()]);
  }

  #remember(granted: Appointment | Hold): void {
    if ("expiresAt" in granted) this.#holds.push(granted);
    else this.#appointments.push(granted);
  }

  #wish({ quarter, service, staff }: ClientStep) {
    const tenant = this.#tenant;
    const staffId = staff === "anyone" || (service === "colour" && staff === "ben") ? null : tenant[staff];
    return { serviceId: tenant[service], staffId, startsAt: inTenDays(OPENS + quarter * 15) };
  }

  #place({ staffId, ...known }: Known & { staffId: StaffId | null }) {
    const { cut, anna, ben } = this.#tenant;
    const anyone = known.serviceId === cut ? [anna, ben] : [anna];
    return {
      start: known.startsAt,
      end: known.startsAt + this.#lengthOf(known.serviceId),
      calendars: staffId ? [staffId] : anyone,
    };
  }

  #entry({ id, staffId, startsAt, endsAt, serviceId }: Appointment | Hold): Entry {
    const after = serviceId === this.#tenant.cut ? 0 : BUFFER_MS;
    return { id, calendar: staffId, start: startsAt, end: endsAt + after };
  }

  #lengthOf(serviceId: ServiceId): number {
    return serviceId === this.#tenant.cut ? 45 * MINUTE_MS : 60 * MINUTE_MS + BUFFER_MS;
  }
}

function changeOf(id: AppointmentId, { isDoubled }: ClientStep) {
  const idempotency = { key: crypto.randomUUID(), fingerprint: "same", scope: "api" } as const;
  const target = { appointmentId: id, phoneIndex: null };
  return { op: { id, key: isDoubled ? idempotency.key : null }, command: { target, actor: "test", idempotency } };
}

function toAnswer(answer: Granted, op: BookingOp): BookingAnswer {
  if (!answer.ok) return { said: "refused", reason: answer.error.reason };
  if (op.do === "cancel") return { said: "done" };
  const { id, staffId: calendar } = answer.value;
  return { said: "granted", id, calendar, expiresAt: "expiresAt" in answer.value ? answer.value.expiresAt : null };
}

function pick({ serviceId, startsAt }: Hold): Known {
  return { serviceId, startsAt };
}

function isConfirmed({ status }: Appointment): boolean {
  return status === "confirmed";
}
