import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { addDays, type EpochMs, edgeAt, localDateOf } from "../../src/domain/time.ts";
import { FROM_MINUTE, TO_MINUTE } from "../../tests/support/node/business.ts";
import { createDice, type Dice } from "../seed/dice.ts";
import type { Reply } from "./desk.ts";
import type { Channel, Entry, Operation, Outcome, Request } from "./history.ts";
import { type Booking, type Requests, readOutcome } from "./requests.ts";

export const DAYS = 14;
const MAX_OWN = 20;
const REPEAT_CHANCE = 0.1;
const RETRY_MS = 50;

export type Setting = {
  rules: Rulebook;
  requests: Requests;
  seed: string;
  now: EpochMs;
  send(request: Request): Promise<Reply>;
  /** True when the run is over: nothing is sent again, what is open stays unknown. */
  isOver(): boolean;
};

type Own = Booking & { id: string };

/** One client: it books, holds, moves and cancels its own appointments, and waits for each answer before it goes on. */
export class Writer {
  readonly history: Entry[] = [];
  readonly #setting: Setting;
  readonly #client: number;
  readonly #dice: Dice;
  readonly #own: Own[] = [];
  #bookings = 0;
  #keys = 0;

  constructor(setting: Setting, client: number) {
    this.#setting = setting;
    this.#client = client;
    this.#dice = createDice(`${setting.seed}|${client}`);
  }

  async run(): Promise<void> {
    while (!this.#setting.isOver()) await this.#step();
  }

  #step(): Promise<void> {
    const channel: Channel = this.#dice.chance(0.5) ? "api" : "phone";
    const [oldest] = this.#own;
    if (oldest && this.#own.length >= MAX_OWN) return this.#cancel(channel, oldest);
    const act = this.#dice.next();
    if (act < 0.5 || this.#own.length === 0) return this.#book(channel, act < 0.15);
    const own = this.#dice.pick(this.#own);
    return act < 0.8 ? this.#reschedule(channel, own) : this.#cancel(channel, own);
  }

  async #book(channel: Channel, holdsFirst: boolean): Promise<void> {
    const { requests, rules } = this.#setting;
    const number = this.#bookings++;
    const subject = `Writer ${this.#client} booking ${number}`;
    const phone = `+49151${String(this.#client * 100_000 + number).padStart(8, "0")}`;
    const booking = { subject, phone, service: this.#dice.pick(rules.services), startsAt: this.#aTime() };
    const key = this.#nextKey();
    const held = holdsFirst ? await this.#do("hold", booking, requests.hold(channel, key, booking)) : null;
    if (held && held.kind !== "acked") return;
    // On the phone the key is the call, and the hold belongs to the call.
    const bookKey = channel === "phone" ? key : this.#nextKey();
    const booked = await this.#do("book", booking, requests.book(channel, bookKey, booking, held?.id ?? null));
    if (booked.kind === "acked") this.#own.push({ ...booking, id: booked.id });
    else if (held && channel === "api")
      await this.#do("release", booking, requests.release(this.#nextKey(), held.id), null);
  }

  async #reschedule(channel: Channel, own: Own): Promise<void> {
    const startsAt = this.#aTime();
    const request = this.#setting.requests.reschedule(channel, this.#nextKey(), own, own.id, startsAt);
    const outcome = await this.#do("reschedule", own, request, startsAt);
    if (outcome.kind === "acked") own.startsAt = outcome.startsAt;
  }

  async #cancel(channel: Channel, own: Own): Promise<void> {
    const request = this.#setting.requests.cancel(channel, this.#nextKey(), own, own.id);
    const outcome = await this.#do("cancel", own, request, null);
    if (outcome.kind === "acked") this.#own.splice(this.#own.indexOf(own), 1);
  }

  async #do(
    op: Operation,
    booking: Booking,
    request: Request,
    startsAt: number | null = booking.startsAt,
  ): Promise<Outcome> {
    const entry: Entry = {
      client: this.#client,
      op,
      subject: booking.subject,
      startsAt,
      request,
      invokedAt: performance.now(),
      returnedAt: null,
      losses: 0,
      outcome: { kind: "unknown" },
      repeats: [],
    };
    this.history.push(entry);
    await this.#untilKnown(entry);
    if (entry.outcome.kind === "acked" && op !== "release" && this.#dice.chance(REPEAT_CHANCE))
      await this.#repeat(entry);
    return entry.outcome;
  }

  /** The same request until an answer tells what happened. */
  async #untilKnown(entry: Entry): Promise<void> {
    while (!this.#setting.isOver()) {
      const reply = await this.#setting.send(entry.request);
      entry.outcome = readOutcome(reply, entry.request.channel);
      if (entry.outcome.kind !== "unknown") {
        entry.returnedAt = performance.now();
        return;
      }
      if (reply.kind !== "unsent") entry.losses++;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  async #repeat(entry: Entry): Promise<void> {
    const again = readOutcome(await this.#setting.send(entry.request), entry.request.channel);
    if (again.kind === "acked") entry.repeats.push(again.id);
    if (again.kind === "refused") entry.repeats.push(`refusal ${again.code}`);
  }

  /** On the raster of all services, so that rivals meet. */
  #aTime(): EpochMs {
    const { rules, now } = this.#setting;
    const date = addDays(localDateOf(rules.timeZone, now), this.#dice.between(2, DAYS + 1));
    const minute = this.#dice.between(FROM_MINUTE / 15, TO_MINUTE / 15 - 2) * 15;
    return edgeAt(rules.timeZone, date, minute, "first");
  }

  #nextKey(): string {
    return `chaos-${this.#setting.seed}-${this.#client}-${this.#keys++}`;
  }
}
