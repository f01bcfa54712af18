import { DurableObject } from "cloudflare:workers";
import type { AvailabilityView } from "../../src/contracts/booking.ts";
import { readViewer, type Whose } from "../../src/contracts/viewer.ts";
import type { Appointment, Hold } from "../../src/domain/booking/appointment.ts";
import type { BusyAnswers, BusyCommands } from "../../src/domain/booking/busy.ts";
import type {
  BookCommand,
  BookPackageCommand,
  BookSeriesCommand,
  BranchRef,
  CalendarDay,
  CancelCommand,
  CancelGroupCommand,
  ChangeHoldCommand,
  ForgottenContact,
  HoldCommand,
  ImportAnswer,
  ImportedAppointment,
  MoveGroupCommand,
  OfferQuery,
  ReleaseCommand,
  RescheduleCommand,
  RescheduleQuery,
  SettleCommand,
  SlotsAnswer,
  Upcoming,
} from "../../src/domain/booking/commands.ts";
import type { Explanation } from "../../src/domain/booking/explain.ts";
import type { PartReport } from "../../src/domain/booking/groups/group.ts";
import type { PackageQuery, PackageStarts } from "../../src/domain/booking/groups/package.ts";
import type { SeriesWish } from "../../src/domain/booking/groups/series.ts";
import type { Interval } from "../../src/domain/booking/interval.ts";
import type { Offer } from "../../src/domain/booking/offer.ts";
import type { Wish } from "../../src/domain/booking/placement.ts";
import type { BookingRefusal } from "../../src/domain/booking/refusal.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { SlotQuery } from "../../src/domain/booking/slots.ts";
import type { WaitAsk, WaitlistAnswers, WaitlistCommands } from "../../src/domain/booking/waitlist.ts";
import type { AppointmentId, SeriesId } from "../../src/domain/ids.ts";
import { type JsonText, toJsonText } from "../../src/domain/json-text.ts";
import type { Result } from "../../src/domain/result.ts";
import { migrate } from "../migrate.ts";
import { answerPings, closeSockets, readSince } from "../sockets.ts";
import { BookingDesk } from "./booking-desk.ts";
import { BusyDesk } from "./busy-desk.ts";
import { ChangeDesk } from "./change-desk.ts";
import { Courier } from "./courier.ts";
import { GroupAnswerStore, type GroupResult } from "./group-answer-store.ts";
import { GroupDesk } from "./group-desk.ts";
import { Ledger, MAX_UPCOMING } from "./ledger.ts";
import { LiveSockets } from "./live-sockets.ts";
import { calendarMigrations } from "./migrations.ts";
import { Outbox } from "./outbox.ts";
import { QueryDesk } from "./query-desk.ts";
import { Setup } from "./setup.ts";
import { WaitlistDesk } from "./waitlist-desk.ts";

/** A call in between must not wait for long. */
const PRUNED_AT_ONCE = 2_000;

/** Questions and commands that `inText` takes. */
export type InText = "book" | "findSlots" | "hold";
export type TextInput<K extends InText> = Parameters<BranchCalendar[K]>[1];
export type TextAnswer<K extends InText> = Awaited<ReturnType<BranchCalendar[K]>>;

/**
 * The only writer of one branch's time. Decisions are made by `Ledger`, synchronously; this class gives it the rules,
 * and carries what was decided to the live sockets, the read model and the events queue. The runtime holds back every
 * answer until its write is durable.
 */
export class BranchCalendar extends DurableObject<Env> {
  readonly #ledger = new Ledger(this.ctx.storage);
  readonly #setup: Setup;
  readonly #queries = new QueryDesk(this.#ledger);
  readonly #bookings = new BookingDesk(this.#ledger);
  readonly #changes = new ChangeDesk(this.#ledger);
  readonly #groups = new GroupDesk(this.#ledger, new GroupAnswerStore(this.ctx.storage.sql));
  readonly #busy = new BusyDesk(this.#ledger, this.ctx.storage.sql);
  readonly #waitlist = new WaitlistDesk(this.#ledger, this.#bookings, this.ctx.storage.sql);
  readonly #outbox = new Outbox(this.#ledger.store, this.env);
  readonly #live = new LiveSockets(this.ctx, this.#ledger.store, () => this.#setup.viewContext());
  readonly #courier = new Courier(this.ctx, this.#outbox, this.#live, () => this.#setup.rules);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, calendarMigrations);
    answerPings(ctx);
    this.#setup = new Setup(this.#ledger.store, env, (rules) =>
      this.#courier.tell(this.#waitlist.adopt(rules, Date.now())),
    );
    this.#ledger.afterwards = (append, done) => {
      this.#busy.afterwards(append, done);
      if (this.#setup.rules) this.#waitlist.afterwards(this.#setup.rules, append, done);
    };
  }

  /** Free slots in a window; when there are none, the nearest ones. */
  async findSlots(ref: BranchRef, query: SlotQuery): Promise<SlotsAnswer> {
    return this.#queries.findSlots(await this.#setup.prepare(ref), query, Date.now());
  }

  /** `findSlots` as the API answers it: made once, here, and passed on as it is. */
  async availability(ref: BranchRef, query: SlotQuery): Promise<JsonText<AvailabilityView>> {
    return this.#queries.availability(await this.#setup.prepare(ref), query, Date.now());
  }

  /** Which rule refuses a time, for everybody and for each member. */
  async explain(ref: BranchRef, wish: Wish): Promise<Explanation> {
    return this.#queries.explain(await this.#setup.prepare(ref), wish, Date.now());
  }

  /** Which rule refuses to move an appointment to a time. Null where there is no such appointment. */
  async explainReschedule(ref: BranchRef, query: RescheduleQuery): Promise<Explanation | null> {
    return this.#queries.explainReschedule(await this.#setup.prepare(ref), query, Date.now());
  }

  /** The few times to offer to somebody who asked. */
  async offerSlots(ref: BranchRef, query: OfferQuery): Promise<JsonText<Offer>> {
    return this.#queries.offerSlots(await this.#setup.prepare(ref), query, Date.now());
  }

  /** What is asked most, answered in one string. */
  async inText<K extends InText>(ref: BranchRef, ask: K, input: TextInput<K>): Promise<JsonText<TextAnswer<K>>> {
    const answer = this[ask] as (ref: BranchRef, input: TextInput<K>) => Promise<TextAnswer<K>>; // of the same name
    return toJsonText(await answer.call(this, ref, input));
  }

  /** Blocks a slot for five minutes. */
  async hold(ref: BranchRef, command: HoldCommand): Promise<Result<Hold, BookingRefusal>> {
    return this.#courier.tell(this.#bookings.hold(await this.#prepareToDecide(ref), command, Date.now()));
  }

  /** Holds longer, shares or carries a hold, or claims a shared one. */
  async changeHold(ref: BranchRef, command: ChangeHoldCommand): Promise<Result<Hold, BookingRefusal>> {
    return this.#courier.tell(this.#bookings.changeHold(await this.#prepareToDecide(ref), command, Date.now()));
  }

  /** The hold that a secret would claim. Changes nothing: whatever previews links may ask. Null when it is over. */
  async sharedHold(ref: BranchRef, claimHash: string): Promise<Hold | null> {
    await this.#setup.prepare(ref);
    return this.#bookings.shared(claimHash, Date.now()) ?? null;
  }

  /** Gives a hold back. Safe to repeat: false when the holder has no such hold (any more). */
  async releaseHold(ref: BranchRef, command: ReleaseCommand): Promise<boolean> {
    await this.#setup.prepare(ref);
    return this.#courier.tell(this.#bookings.release(command, Date.now()));
  }

  async book(ref: BranchRef, command: BookCommand): Promise<Result<Appointment, BookingRefusal>> {
    return this.#courier.tell(this.#bookings.book(await this.#prepareToDecide(ref), command, Date.now()));
  }

  /** Takes the new time and gives up the old one in one step. */
  async reschedule(ref: BranchRef, command: RescheduleCommand): Promise<Result<Appointment, BookingRefusal>> {
    return this.#courier.tell(this.#changes.reschedule(await this.#prepareToDecide(ref), command, Date.now()));
  }

  async cancel(ref: BranchRef, command: CancelCommand): Promise<Result<Appointment, BookingRefusal>> {
    await this.#prepareToDecide(ref);
    return this.#courier.tell(this.#changes.cancel(command, Date.now()));
  }

  /** Accepts, declines, checks in, completes or marks as a no-show. */
  async settle(ref: BranchRef, command: SettleCommand): Promise<Result<Appointment, BookingRefusal>> {
    await this.#prepareToDecide(ref);
    return this.#courier.tell(this.#changes.settle(command, Date.now()));
  }

  async bookSeries(ref: BranchRef, command: BookSeriesCommand): Promise<GroupResult> {
    return this.#courier.tell(this.#groups.bookSeries(await this.#prepareToDecide(ref), command, Date.now()));
  }

  /** What `bookSeries` would find. Changes nothing. */
  async previewSeries(ref: BranchRef, wish: SeriesWish): Promise<PartReport[]> {
    return this.#groups.previewSeries(await this.#setup.prepare(ref), wish, Date.now());
  }

  async bookPackage(ref: BranchRef, command: BookPackageCommand): Promise<GroupResult> {
    return this.#courier.tell(this.#groups.bookPackage(await this.#prepareToDecide(ref), command, Date.now()));
  }

  /** Starts of several services in a row; when a window has none, the nearest ones. */
  async findPackageStarts(ref: BranchRef, query: PackageQuery): Promise<PackageStarts> {
    return this.#groups.findPackageStarts(await this.#setup.prepare(ref), query, Date.now());
  }

  async hasGroup(ref: BranchRef, id: SeriesId): Promise<boolean> {
    await this.#setup.prepare(ref);
    return this.#ledger.store.groupMembers(id).length > 0;
  }

  /** Of a series or package: one, those that follow it, or all. */
  async cancelGroup(ref: BranchRef, command: CancelGroupCommand): Promise<GroupResult> {
    await this.#prepareToDecide(ref);
    return this.#courier.tell(this.#groups.cancel(command, Date.now()));
  }

  async moveGroup(ref: BranchRef, command: MoveGroupCommand): Promise<GroupResult> {
    return this.#courier.tell(this.#groups.move(await this.#prepareToDecide(ref), command, Date.now()));
  }

  async importAppointments(ref: BranchRef, list: ImportedAppointment[], actor: string): Promise<ImportAnswer> {
    return this.#courier.tell(this.#bookings.import(await this.#setup.prepare(ref), list, actor, Date.now()));
  }

  /** Which of these the ledger has. */
  async knownAppointments(ref: BranchRef, ids: AppointmentId[]): Promise<AppointmentId[]> {
    await this.#setup.prepare(ref);
    return ids.filter((id) => this.#ledger.store.appointment(id) !== undefined);
  }

  /** Erases who appointments were made for. Safe to repeat. Tells how many the branch has. */
  async forgetContacts(ref: BranchRef, forgotten: ForgottenContact[]): Promise<number> {
    await this.#prepareToDecide(ref);
    return this.#courier.tell(this.#ledger.forgetContacts(forgotten, Date.now()));
  }

  /** What `importAppointments` would do. Changes nothing. */
  async previewImport(ref: BranchRef, list: ImportedAppointment[]): Promise<ImportAnswer> {
    return this.#bookings.previewImport(await this.#setup.prepare(ref), list, Date.now());
  }

  /** Time that is taken elsewhere, and where it clashes with appointments. */
  async busy<K extends keyof BusyCommands>(ref: BranchRef, ask: K, command: BusyCommands[K]): Promise<BusyAnswers[K]> {
    await this.#prepareToDecide(ref);
    return this.#courier.tell(this.#busy.answer(ask, command, Date.now()));
  }

  async waitlist<K extends WaitAsk>(ref: BranchRef, ask: K, wait: WaitlistCommands[K]): Promise<WaitlistAnswers[K]> {
    return this.#courier.tell(this.#waitlist.answer(await this.#prepareToDecide(ref), ask, wait, Date.now()));
  }

  async appointment(ref: BranchRef, id: AppointmentId): Promise<Appointment | null> {
    await this.#setup.prepare(ref);
    return this.#ledger.store.appointment(id) ?? null;
  }

  /** Confirmed appointments of a phone number that have not begun, soonest first. */
  async upcomingOf(ref: BranchRef, phoneIndex: string): Promise<Appointment[]> {
    await this.#setup.prepare(ref);
    return this.#ledger.store.upcomingOf(phoneIndex, Date.now(), MAX_UPCOMING);
  }

  /** What is not over yet, at whoever's: a branch that has any cannot be closed. */
  async upcoming(ref: BranchRef): Promise<Upcoming> {
    await this.#prepareToDecide(ref);
    return this.#ledger.store.upcoming(Date.now());
  }

  /** Everything in a window, and the last event that this picture includes. */
  async day(ref: BranchRef, window: Interval): Promise<CalendarDay> {
    return this.#queries.day(await this.#setup.prepare(ref), window, Date.now());
  }

  /** A page of the ledger in id order: for rebuilding and comparing the read model. */
  async page(ref: BranchRef, after: string, limit: number): Promise<Appointment[]> {
    await this.#setup.prepare(ref);
    return this.#ledger.store.appointmentsAfter(after, limit);
  }

  /** Asks D1 for the rules now. Called after an edit; a missed call heals with the next command that knows of it. */
  async refreshRules(ref: BranchRef): Promise<number> {
    return (await this.#setup.refresh(ref)).version;
  }

  /** Brings the read model up to date. False when D1 or the queue refuse; the alarm goes on trying. */
  async drain(ref: BranchRef): Promise<boolean> {
    await this.#setup.prepare(ref);
    return this.#courier.tryDrain();
  }

  /** Lets go of what is old and safe in D1. True when more is left: call again. */
  async prune(ref: BranchRef): Promise<boolean> {
    await this.#setup.prepare(ref);
    const now = Date.now();
    const isMore = [
      this.#ledger.forgetAnswers(now, PRUNED_AT_ONCE),
      this.#waitlist.forgetOver(now, PRUNED_AT_ONCE),
      this.#outbox.prune(now, PRUNED_AT_ONCE),
    ];
    return isMore.includes(true);
  }

  /** The live socket. The Worker has authenticated the viewer and chosen this object by verified ids. */
  override async fetch(request: Request): Promise<Response> {
    if (!this.#setup.rules) return new Response(null, { status: 503 });
    const { 0: client, 1: server } = new WebSocketPair();
    await this.#live.join(server, readSince(request), readViewer(request));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Of users, sessions or keys that have lost what they had. */
  async closeViews(whose: Whose): Promise<void> {
    closeSockets(this.ctx, whose);
  }

  /** Safety net: lapsed holds, and whatever a crash or a D1 outage has left in the outbox. Never throws. */
  override alarm(): Promise<void> {
    const sweep = () => [this.#ledger, this.#waitlist].flatMap((each) => each.sweep(Date.now()).events);
    return this.#courier.ring(sweep, () => this.#waitlist.nextEnd());
  }

  /** Commands that come while a commit is being written wait for it and share the next one: at 16 callers, half the writes. */
  async #prepareToDecide(ref: BranchRef): Promise<Rulebook> {
    const rules = await this.#setup.prepare(ref);
    await this.#courier.committing;
    return rules;
  }
}
