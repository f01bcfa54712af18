import type { BookingRefusal } from "../../domain/booking/refusal.ts";
import type { Language } from "../../domain/language.ts";
import { englishTexts } from "./texts-english.ts";
import { germanTexts } from "./texts-german.ts";

/** Every text of the public booking pages. `refusals` has the common ones; what is rare shares `other`. */
export type BookingTexts = {
  title(business: string): string;
  description(business: string): string;
  managed(business: string): string;
  chooseBranch: string;
  chooseService: string;
  chooseTime: string;
  nothingOnline: string;
  call: string;
  back: string;
  minutes(count: number): string;
  from(price: string): string;
  perPerson(price: string): string;
  free: string;
  with: string;
  anybody: string;
  forHowMany: string;
  show: string;
  earlier: string;
  later: string;
  freeTimes(day: string): string;
  noTimes: string;
  nextFree: string;
  timesIn(zone: string): string;
  yourTime(time: string): string;
  seatsLeft(count: number): string;
  yourDetails: string;
  name: string;
  phone: string;
  phoneHint: string;
  email: string;
  oneOfBoth: string;
  notes: string;
  optional: string;
  yes: string;
  no: string;
  choose: string;
  consent(business: string): string;
  book: string;
  request: string;
  requestHint(hours: number): string;
  /** Before a new time is chosen: it has to be accepted too, and there is no way back to the old one. */
  moveRequestHint(hours: number): string;
  answeredBy(moment: string): string;
  /** Agreed with the business: no page takes money. */
  deposit(amount: string): string;
  cancelPolicy(hours: number): string;
  alternatives: string;
  errorTitle: string;
  errors: Record<
    "name" | "contact" | "phone" | "email" | "consent" | "answer" | "again" | "too_many_attempts" | "time",
    string
  >;
  refusals: Partial<Record<BookingRefusal["reason"], string>> & { other: string };
  booked: string;
  requested: string;
  keepLink: string;
  statuses: Record<"pending" | "confirmed" | "cancelled" | "declined" | "lapsed" | "completed" | "no_show", string>;
  service: string;
  when: string;
  where: string;
  people: string;
  price: string;
  addToCalendar: string;
  calendarFile: string;
  move: string;
  moveTo: string;
  cancel: string;
  cancelReason: string;
  reallyCancel: string;
  lateCancel(hours: number): string;
  cancelled: string;
  moved: string;
  moveRequested: string;
  bookAgain: string;
  /** A branch that was closed, or a service that is not for the web. */
  notOffered: string;
  notOfferedHint: string;
  seeOffers: string;
  linkOver: string;
  linkOverHint: string;
  poweredBy: string;
  gone: string;
  /** Beside the form, which keeps what was typed. */
  goneHere: string;
  /** A time that is held since a call: until when, and once it is no more. */
  kept(until: string): string;
  keptOver: string;
  mine: string;
};

export const bookingTexts: Record<Language, BookingTexts> = { de: germanTexts, en: englishTexts };

export function refusalText(language: Language, reason: BookingRefusal["reason"]): string {
  const { refusals } = bookingTexts[language];
  return refusals[reason] ?? refusals.other;
}
