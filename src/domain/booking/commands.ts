import type { AppointmentId, BranchId, HoldId, SeriesId, TenantId } from "../ids.ts";
import type { EpochMs } from "../time.ts";
import type { Appointment, BookingContact, Hold, Slot } from "./appointment.ts";
import type { BookingRequest, HoldRequest } from "./decide.ts";
import type { GroupMove, GroupTarget } from "./groups/change.ts";
import type { PartReport } from "./groups/group.ts";
import type { PackageRequest } from "./groups/package.ts";
import type { SeriesRequest } from "./groups/series.ts";
import type { Wish } from "./placement.ts";
import type { Rulebook } from "./rulebook.ts";
import type { SlotQuery } from "./slots.ts";

/** Which branch a caller means, and the newest rulebook it knows of. */
export type BranchRef = { tenantId: TenantId; branchId: BranchId; rulebookVersion: number };

/**
 * Makes a command safe to repeat. `fingerprint` is a hash of the input: the same key with another input is refused.
 * Answers of a phone call (`call`) are forgotten when their appointment changes, because callers change their mind and
 * say the same words again; those of the API stay for a day.
 */
export type Idempotency = {
  key: string;
  fingerprint: string;
  scope: "api" | "call";
  /** Of the request that carried the command: the log of the branch keeps it. */
  requestId?: string | null;
};

/**
 * The appointment to change: by id, or the only upcoming one of a caller. With `phoneIndex` set, it must belong to that
 * number; null means that the caller was authorised elsewhere.
 */
export type AppointmentTarget = { appointmentId: AppointmentId | null; phoneIndex: string | null };

/** Who acts, for the log: a user, an API key, a call, or `system`. */
type By = { actor: string };

export type HoldCommand = HoldRequest & By & { idempotency: Idempotency };
/**
 * Holds longer, makes a hold claimable by whoever has a secret (told by its hash), or claims it. `carry`: the newest of a
 * holder who is gone, with as much time as there is left to give.
 */
export type HoldChange =
  | { do: "extend"; holdId: HoldId }
  | { do: "share"; holdId: HoldId; claimHash: string }
  | { do: "carry"; claimHash: string }
  | { do: "claim"; claimHash: string };
export type ChangeHoldCommand = By & { change: HoldChange; holder: string; idempotency: Idempotency };
export type ReleaseCommand = By & { holdId: HoldId; holder: string };
export type BookCommand = BookingRequest & By & { holdId: HoldId | null; holder: string; idempotency: Idempotency };
export type RescheduleCommand = By & {
  target: AppointmentTarget;
  startsAt: EpochMs;
  staffId: Wish["staffId"];
  ownMinutes?: Wish["ownMinutes"];
  isOverride?: boolean;
  /** The customer moves it: where the service needs approval, the new time does too. */
  isByCustomer?: boolean;
  idempotency: Idempotency;
};
/** A move that is only asked about. */
export type RescheduleQuery = { appointmentId: AppointmentId } & Pick<
  RescheduleCommand,
  "startsAt" | "staffId" | "ownMinutes"
>;
export type CancelCommand = By & { target: AppointmentTarget; reason: string | null; idempotency: Idempotency };

/** What staff do with an appointment besides moving and cancelling it. */
export type Settlement =
  | { do: "accept" | "check_in" | "complete" | "no_show" }
  | { do: "decline"; reason: string | null };
export type SettleCommand = By & { appointmentId: AppointmentId; action: Settlement; idempotency: Idempotency };

/** An appointment that was made elsewhere or long ago: only overlaps are checked. */
export type ImportedAppointment = Omit<
  Appointment,
  | "version"
  | "updatedAt"
  | "priceMinor"
  | "currency"
  | "resourceIds"
  | "partySize"
  | "approvalExpiresAt"
  | "checkedInAt"
  | "group"
>;

/** What became of an import. Refused ones stay out; nothing else is lost. */
export type ImportAnswer = { imported: number; known: number; refused: { id: AppointmentId; reason: string }[] };

/** An appointment of somebody who was erased, and what stands in the place of who they were. */
export type ForgottenContact = { id: AppointmentId; contact: BookingContact };

/** What stands and is not over. */
export type Upcoming = { count: number; firstStartsAt: EpochMs | null };

/** One window of the calendar as it stands, and the rules it stands by. */
export type CalendarDay = { seq: number; appointments: Appointment[]; holds: Hold[]; rules: Rulebook };

export type BookSeriesCommand = SeriesRequest & By & { idempotency: Idempotency };
export type BookPackageCommand = PackageRequest & By & { idempotency: Idempotency };
export type CancelGroupCommand = GroupTarget &
  By & { groupId: SeriesId; reason: string | null; idempotency: Idempotency };
export type MoveGroupCommand = GroupMove & By & { groupId: SeriesId; idempotency: Idempotency };

/** The appointments of a group that a command made or changed, as it left them, and what became of each part. */
export type GroupAnswer = { id: SeriesId; appointments: Appointment[]; report: PartReport[] };

/** Free slots; when there are none, what lies nearest. */
export type SlotsAnswer = { slots: Slot[]; nearest: Slot[]; rulebookVersion: number };

/** Where to look for times to offer. */
export type OfferQuery = Omit<SlotQuery, "limit">;
