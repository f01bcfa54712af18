import type { Appointment, Hold } from "../../../src/domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../src/domain/booking/refusal.ts";
import type { ServiceId, StaffId } from "../../../src/domain/ids.ts";
import type { Result } from "../../../src/domain/result.ts";
import { type EpochMs, MINUTE_MS } from "../../../src/domain/time.ts";
import type { Choice, Step } from "./branch-steps.ts";

type Booked = Pick<Appointment, "id" | "serviceId" | "staffId" | "startsAt" | "status" | "version">;
/** `used`: booked, released or lapsed. */
type Held = Pick<Hold, "id" | "holder" | "serviceId" | "staffId" | "startsAt"> & { used: boolean };
type Taken = Booked | Held;
export type Wanted = { serviceId: ServiceId; staffId: StaffId | null; startsAt: EpochMs };

/** Who could take it (the branch may choose), or why nobody can. */
export type Expected = { free: StaffId[] } | { reason: string };

/** A step with its names resolved, and what must be answered. */
export type Plan =
  | { send: "hold"; wish: Wanted; holder: string; expected: Expected }
  | { send: "book"; wish: Wanted; hold: Held | null; holder: string; expected: Expected }
  | (Move & { send: "move"; expected: Expected })
  | { send: "answer"; target: Booked; accept: boolean; expected: Expected }
  | { send: "cancel"; target: Booked; expected: Expected };

type Move = { target: Booked; startsAt: EpochMs; staffId: StaffId | null; isByCustomer: boolean };
type Service = { id: ServiceId; minutes: number; minutesAfter: number; staffIds: StaffId[]; needsApproval: boolean };
type Branch = {
  opensAt: EpochMs;
  closesAt: EpochMs;
  services: Record<Choice["service"], Service>;
  staff: Record<Choice["staff"], StaffId | null>;
};

const QUARTER_MS = 15 * MINUTE_MS;
const MAX_HOLDS_OF_ONE = 3;

/**
 * One day of a branch, told in the plainest way that could be right: two lists, read from front to back. What the real
 * one does with indexes, transactions and decisions is compared with it, step by step.
 */
export class ReferenceBranch {
  readonly appointments: Booked[] = [];
  readonly holds: Held[] = [];
  #branch: Branch;

  constructor(branch: Branch) {
    this.#branch = branch;
  }

  /** Null for steps that send no command, or name something that is not there. */
  plan(step: Step): Plan | null {
    if (step.do === "hold") {
      const wish = this.wishOf(step.choice);
      const own = this.liveHolds().filter(({ holder }) => holder === step.holder);
      const expected = own.length < MAX_HOLDS_OF_ONE ? this.judge(wish) : { reason: "too_many_holds" };
      return { send: "hold", wish, holder: step.holder, expected };
    }
    if (step.do === "book") return this.planToBook(step.choice);
    const hold = step.do === "book_held" ? nth(this.holds, step.hold) : undefined;
    if (step.do === "book_held" && hold) return this.#planToUse(hold, step.holder ?? hold.holder, step.shift);
    const target = "appointment" in step ? nth(this.appointments, step.appointment) : undefined;
    if (step.do === "cancel" && target) {
      return { send: "cancel", target, expected: refusedWhenOver(target) ?? { free: [target.staffId] } };
    }
    if (step.do === "answer" && target) {
      const expected = target.status === "pending" ? { free: [target.staffId] } : { reason: "not_pending" };
      return { send: "answer", target, accept: step.accept, expected };
    }
    if (step.do !== "move" || !target) return null;
    return this.#planToMove({ ...this.wishOf(step.choice), target, isByCustomer: step.isByCustomer });
  }

  planToBook(choice: Choice): Plan & { send: "book" } {
    const wish = this.wishOf(choice);
    return { send: "book", wish, hold: null, holder: "anybody", expected: this.judge(wish) };
  }

  /** Takes over what was accepted. */
  record(plan: Plan, accepted: Pick<Appointment | Hold, "id" | "staffId">): void {
    const { id, staffId } = accepted;
    if (plan.send === "cancel") Object.assign(plan.target, { status: "cancelled", version: plan.target.version + 1 });
    else if (plan.send === "answer") {
      const { target, accept } = plan;
      Object.assign(target, { status: accept ? "confirmed" : "declined", version: target.version + 1 });
    } else if (plan.send === "move") {
      const { target, startsAt } = plan;
      const status = this.#statusOfMoved(plan, staffId);
      const version = target.version + (isElsewhere(plan, staffId) ? 1 : 0);
      Object.assign(target, { startsAt, staffId, status, version });
    } else if (plan.send === "hold") {
      this.holds.push({ ...plan.wish, id: id as Hold["id"], staffId, holder: plan.holder, used: false }); // a hold's
    } else {
      if (plan.hold) plan.hold.used = true;
      const status = this.#service(plan.wish.serviceId).needsApproval ? "pending" : "confirmed";
      this.appointments.push({ ...plan.wish, id: id as Booked["id"], staffId, status, version: 1 });
    }
  }

  /** What the customer moves is a request again, and a request stays one. */
  #statusOfMoved(move: Move, staffId: StaffId): Booked["status"] {
    const { target, isByCustomer } = move;
    const { needsApproval } = this.#service(target.serviceId);
    return needsApproval && isByCustomer && isElsewhere(move, staffId) ? "pending" : target.status;
  }

  /** For what is taken from now on; what stands, stands. */
  closeAt(closesAt: EpochMs): void {
    this.#branch = { ...this.#branch, closesAt };
  }

  liveHolds(): Held[] {
    return this.holds.filter(({ used }) => !used);
  }

  /** Everything that takes time now, with the time it takes, by owner. */
  blocks() {
    const taken = [...this.appointments.filter((each) => !refusedWhenOver(each)), ...this.liveHolds()];
    return taken
      .map((each) => ({ owner: each.id, calendarId: each.staffId, start: each.startsAt, ...this.endOf(each) }))
      .sort((a, b) => a.owner.localeCompare(b.owner));
  }

  endOf({ serviceId, startsAt }: Pick<Taken, "serviceId" | "startsAt">): { coreEnd: EpochMs; end: EpochMs } {
    const { minutes, minutesAfter } = this.#service(serviceId);
    const coreEnd = startsAt + minutes * MINUTE_MS;
    return { coreEnd, end: coreEnd + minutesAfter * MINUTE_MS };
  }

  wishOf({ quarter, service, staff }: Choice): Wanted {
    const { opensAt, services } = this.#branch;
    return {
      serviceId: services[service].id,
      staffId: this.#branch.staff[staff],
      startsAt: opensAt + quarter * QUARTER_MS,
    };
  }

  judge(wish: Wanted, released?: Taken): Expected {
    const { minutes, staffIds } = this.#service(wish.serviceId);
    const candidates = staffIds.filter((id) => wish.staffId === null || id === wish.staffId);
    const { opensAt, closesAt } = this.#branch;
    if (candidates.length === 0) return { reason: "staff_not_offered" };
    if (wish.startsAt < opensAt || wish.startsAt + minutes * MINUTE_MS > closesAt) return { reason: "outside_hours" };
    if ((wish.startsAt - opensAt) % QUARTER_MS !== 0) return { reason: "off_grid" };

    const { coreEnd, end } = this.endOf(wish);
    const others = this.blocks().filter(({ owner }) => owner !== released?.id);
    const near = (id: StaffId) => others.filter(({ calendarId }) => calendarId === id);
    const isBusy = (id: StaffId) => near(id).some((other) => other.start < end && wish.startsAt < other.end);
    const isTaken = (id: StaffId) => near(id).some((other) => other.start < coreEnd && wish.startsAt < other.coreEnd);
    const free = candidates.filter((id) => !isBusy(id));
    return free.length > 0 ? { free } : { reason: candidates.some(isTaken) ? "slot_taken" : "buffer" };
  }

  #planToUse(hold: Held, holder: string, shift: number): Plan {
    const wish = { serviceId: hold.serviceId, staffId: null, startsAt: hold.startsAt + shift * QUARTER_MS };
    const plan = { send: "book", wish, hold, holder } as const;
    if (hold.used) return { ...plan, expected: { reason: "hold_expired" } };
    if (hold.holder !== holder) return { ...plan, expected: { reason: "hold_not_found" } };
    if (shift !== 0) return { ...plan, expected: { reason: "hold_mismatch" } };
    return { ...plan, expected: this.judge({ ...wish, staffId: hold.staffId }, hold) };
  }

  #planToMove(move: Move): Plan {
    const { target, startsAt, staffId } = move;
    const { serviceId } = target;
    const kept = this.judge({ serviceId, startsAt, staffId: staffId ?? target.staffId }, target);
    const anyone = staffId || "free" in kept ? kept : this.judge({ serviceId, startsAt, staffId }, target);
    return { send: "move", ...move, expected: refusedWhenOver(target) ?? anyone };
  }

  #service(id: ServiceId): Service {
    const service = Object.values(this.#branch.services).find((candidate) => candidate.id === id);
    if (!service) throw new Error("the reference branch has no such service");
    return service;
  }
}

/** Empty when the answer is one that the reference allows. */
export function disagreement(answer: Result<Appointment | Hold, BookingRefusal>, expected: Expected): string[] {
  const said = answer.ok ? answer.value.staffId : answer.error.reason;
  const allowed: string[] = "free" in expected ? expected.free : [expected.reason];
  return allowed.includes(said) ? [] : [`answered ${said}, expected ${allowed.join(" or ")}`];
}

/** Appointments in a form that can be compared, whoever keeps them. */
export function pictureOf(appointments: readonly Booked[]) {
  return appointments
    .map(({ id, serviceId, staffId, startsAt, status, version }) => ({
      id,
      serviceId,
      staffId,
      startsAt,
      status,
      version,
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

function isElsewhere({ target, startsAt }: Move, staffId: StaffId): boolean {
  return startsAt !== target.startsAt || staffId !== target.staffId;
}

function refusedWhenOver({ status }: Booked): Expected | null {
  if (status === "declined") return { reason: "not_confirmed" };
  return status === "cancelled" ? { reason: "already_cancelled" } : null;
}

export function nth<T>(list: readonly T[], turn: number): T | undefined {
  return list[turn % Math.max(1, list.length)];
}
