import type { Interval } from "../../domain/booking/interval.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { GatedFailure } from "../gate.ts";

/** A calendar, or at Cal.com an event type, that entries are written to and busy time is read from. */
export type CalendarChoice = { id: string; name: string; isWritable: boolean; lengthMinutes: number | null };

/** What the mirror of one appointment says. */
export type MirrorEntry = {
  /** 32 digits of [0-9a-f], the same at each attempt for one appointment at one target. */
  key: string;
  /** Of the appointment: a higher one is newer. */
  version: number;
  appointmentId: AppointmentId;
  startsAt: EpochMs;
  endsAt: EpochMs;
  timeZone: string;
  title: string;
  description: string;
  location: string | null;
  /** Nobody has tried to create it before. Else it may exist though nobody heard, which costs some vendors a search. */
  isFirstAttempt?: boolean;
  attendee: { name: string; email: string | null; phone: string | null; language: Language };
};

/** Where an entry stands at the vendor. `etag` null: the vendor has none. */
export type MirrorRef = {
  externalId: string;
  etag: string | null;
  /** When it last changed, by the vendor's clock: ours are not all the same. */
  updatedAt?: EpochMs | null;
};

/** An entry at the vendor as it stands there now. `key` null: not one of ours. */
export type OutsideEntry = MirrorRef & { key: string | null } & (
    | { kind: "present"; startsAt: EpochMs; endsAt: EpochMs; isBusy: boolean }
    | { kind: "gone" }
  );

/**
 * `isFull`: these are all entries of the window, so what is not among them is gone. `hasMore`: it is too much for one
 * answer, and goes on from the cursor.
 */
export type OutsideEntries = { entries: OutsideEntry[]; cursor: string | null; isFull: boolean; hasMore?: boolean };

/** Half-open. */
export type SyncWindow = { from: EpochMs; to: EpochMs };

/**
 * `credential_dead`: only connecting again helps. `changed_meanwhile`: the entry is not what `known` says. `taken`: the
 * vendor has something else at that time. `cursor_expired`: ask again without one. `too_many`: more stands there than is
 * read.
 */
export type CalendarFailure =
  | GatedFailure
  | { reason: "credential_dead" | "changed_meanwhile" | "taken" | "cursor_expired" | "too_many" };

export type CalendarAnswer<T> = Promise<Result<T, CalendarFailure>>;

/** A channel through which a vendor shall tell us of changes. It says `token` each time, to be believed. */
export type WatchWish = { id: string; token: string; address: string; endsAt: EpochMs };
/** `resource`: by what the vendor knows what it watches. It may end sooner than it was asked to. */
export type OpenChannel = { resource: string; endsAt: EpochMs };

/** One account at a vendor of calendars. All of it can be repeated without harm. */
export type CalendarVendor = {
  /** Entries have the ids that we give them, so that one that is created again meets the first. */
  takesOurIds: boolean;
  list(): CalendarAnswer<CalendarChoice[]>;
  /** Creates the entry, or brings `known` to what `entry` says. The reference may be another one afterwards. */
  put(target: string, entry: MirrorEntry, known: MirrorRef | null): CalendarAnswer<MirrorRef>;
  /** An entry that is gone already is no refusal. */
  remove(target: string, known: MirrorRef): CalendarAnswer<void>;
  /** What stands under our key, when an answer was lost. Null: nothing. */
  find?(target: string, key: string): CalendarAnswer<MirrorRef | null>;
  /** How one entry stands by now. Null: the vendor does not know it. */
  look(target: string, known: MirrorRef): CalendarAnswer<OutsideEntry | null>;
  /** What changed since `cursor`, or without one all that stands in the window. */
  changes(target: string, cursor: string | null, window: SyncWindow): CalendarAnswer<OutsideEntries>;
  /** When it is taken, by whatever, our own entries among it: quicker to know than what is in it. */
  busy?(target: string, window: SyncWindow): CalendarAnswer<Interval[]>;
  /** Opens another channel beside those that there are. Not there: the vendor is told once for the account. */
  watch?(target: string, wish: WatchWish): CalendarAnswer<OpenChannel>;
  unwatch?(channel: { id: string; resource: string }): CalendarAnswer<void>;
};
