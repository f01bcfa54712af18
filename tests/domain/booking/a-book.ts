import type { Appointment, Block } from "../../../src/domain/booking/appointment.ts";
import { decideBooking, toBlocks } from "../../../src/domain/booking/decide.ts";
import type { Wish } from "../../../src/domain/booking/placement.ts";
import type { Rulebook, ServiceRules } from "../../../src/domain/booking/rulebook.ts";
import { findSlots } from "../../../src/domain/booking/slots.ts";
import type { ResourceId, ServiceId } from "../../../src/domain/ids.ts";
import { ANNA, aRulebook, aService, at, CUT, factsOf, idOf, MONDAY_8, readerOf } from "./a-rulebook.ts";
import { aContact } from "./an-appointment.ts";

export const OTHER: ServiceId = idOf("svc", 2);
export const ROOM: ResourceId = idOf("res", 1);
export const HALL: ResourceId = idOf("res", 2);
export const MAT: ResourceId = idOf("res", 3);

/** Books by the rules and remembers what was booked. */
export class Book {
  blocks: Block[] = [];
  rules: Rulebook;
  #count = 0;

  constructor(...services: Partial<ServiceRules>[]) {
    this.rules = aRulebook({
      services: services.map((service) => aService(service)),
      resources: [ROOM, HALL, MAT].map((id) => ({ id, name: id, kind: "room" })),
    });
  }

  /** From now on; what is booked stays as it is. */
  changeService(changes: Partial<ServiceRules>): void {
    const [first, ...others] = this.rules.services;
    this.rules = { ...this.rules, services: [aService({ ...first, ...changes }), ...others] };
  }

  /** The appointment, or why there is none. */
  book(wish: Partial<Wish> & { customer?: string } = {}, now = MONDAY_8): Appointment | { reason: string } {
    const { customer = `customer ${this.#count}`, ...rest } = wish;
    const booked = decideBooking(
      factsOf(this.rules, this.blocks, now),
      {
        appointmentId: idOf("apt", ++this.#count),
        wish: { serviceId: CUT, staffId: ANNA, startsAt: at("10:00"), ...rest },
        contact: { ...aContact, phoneIndex: customer },
        source: { channel: "web", callId: null },
        language: "de",
      },
      null,
    );
    if (!booked.ok) return booked.error;
    this.blocks.push(...toBlocks(this.rules, booked.value));
    return booked.value;
  }

  /** Starts of that Monday, with what is left of each. */
  offered(query: Partial<Wish> = {}) {
    const window = { from: at("00:00"), to: at("23:59"), limit: 100 };
    const wanted = { serviceId: CUT, staffId: ANNA, ...query, ...window };
    return findSlots(this.rules, wanted, readerOf(this.blocks), MONDAY_8);
  }

  seatsLeft(startsAt = at("10:00"), query: Partial<Wish> = {}): number | undefined {
    return this.offered(query).find((slot) => slot.startsAt === startsAt)?.seatsLeft;
  }
}

export const staffOf = (booked: ReturnType<Book["book"]>) => ("staffId" in booked ? booked.staffId : booked.reason);
