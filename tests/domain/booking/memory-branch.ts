import type { Appointment, Block, Hold } from "../../../src/domain/booking/appointment.ts";
import { decideCancel, decideReschedule } from "../../../src/domain/booking/changes.ts";
import { decideBooking, decideHold, decideImport } from "../../../src/domain/booking/decide.ts";
import { type CalendarFacts } from "../../../src/domain/booking/placement.ts";
import { findService, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { type EpochMs, MINUTE_MS } from "../../../src/domain/time.ts";
import { blockOf, CUT, idOf, readerOf } from "./a-rulebook.ts";
import { aContact, anImport } from "./an-appointment.ts";

const HOLDER = "caller";

/** Does what is decided, in memory. Each command tells whether it was accepted. */
export class MemoryBranch {
  blocks: Block[] = [];
  readonly appointments = new Map<string, Appointment>();
  readonly holds = new Map<string, Hold>();
  readonly rules: Rulebook;
  now: EpochMs;
  #ids = 0;

  constructor(rules: Rulebook, now: EpochMs) {
    this.rules = rules;
    this.now = now;
  }

  confirmed(): Appointment[] {
    return [...this.appointments.values()].filter(({ status }) => status === "confirmed");
  }

  hold(startsAt: EpochMs, staffId: StaffId | null): boolean {
    const wish = { serviceId: CUT, staffId, startsAt };
    const held = decideHold(this.#facts(), [], { id: idOf("hld", ++this.#ids), holder: HOLDER, wish });
    if (!held.ok) return false;
    this.holds.set(held.value.id, held.value);
    this.#block(held.value);
    return true;
  }

  book(startsAt: EpochMs, staffId: StaffId | null, hold?: Hold): boolean {
    const booked = decideBooking(
      this.#facts(hold?.id),
      {
        appointmentId: idOf("apt", ++this.#ids),
        wish: { serviceId: CUT, staffId, startsAt },
        contact: aContact,
        source: { channel: "voice", callId: null },
        language: "de",
      },
      hold ? { hold, holder: HOLDER } : null,
    );
    if (!booked.ok) return false;
    if (hold) this.#free(hold.id);
    this.#save(booked.value);
    return true;
  }

  import(startsAt: EpochMs, minutes: number, staffId: StaffId): boolean {
    const endsAt = startsAt + minutes * MINUTE_MS;
    const imported = decideImport(this.#facts(), anImport({ id: idOf("apt", ++this.#ids), staffId, startsAt, endsAt }));
    if (imported.ok) this.#save(imported.value);
    return imported.ok;
  }

  cancel(appointment: Appointment): boolean {
    const cancelled = decideCancel(appointment, null, this.now);
    if (!cancelled.ok) return false;
    this.#free(appointment.id);
    this.appointments.set(appointment.id, cancelled.value);
    return true;
  }

  move(appointment: Appointment, startsAt: EpochMs, staffId: StaffId | null): boolean {
    const moved = decideReschedule(this.#facts(appointment.id), appointment, { startsAt, staffId });
    if (!moved.ok) return false;
    this.#free(appointment.id);
    this.#save(moved.value);
    return true;
  }

  #save(appointment: Appointment): void {
    this.appointments.set(appointment.id, appointment);
    this.#block(appointment);
  }

  #block(taken: Appointment | Hold): void {
    const service = findService(this.rules, taken.serviceId);
    if (service) this.blocks.push(blockOf(service, taken));
  }

  #free(owner: string): void {
    this.holds.delete(owner);
    this.blocks = this.blocks.filter((block) => block.owner !== owner);
  }

  /** What the command gives up is not in its own way. */
  #facts(released?: string): CalendarFacts {
    const blocks = this.blocks.filter((block) => block.owner !== released);
    return { rules: this.rules, readBlocks: readerOf(blocks), now: this.now, promisedAt: this.now };
  }
}
