import type { Sentiment } from "../../src/contracts/calls.ts";
import type { CallSecrets } from "../../src/db/call-secrets.ts";
import { openOn } from "../../src/domain/booking/hours.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { CallId } from "../../src/domain/ids.ts";
import { addDays, DAY_MS, type EpochMs, localDateOf, MINUTE_MS, toLocal, toRfc3339 } from "../../src/domain/time.ts";
import type { DemoAppointment } from "./appointments.ts";
import { bookedDialogue, OPENINGS, OTHER_CALLS, type OtherCall } from "./dialogues.ts";
import { createDice, type Dice, seededHex, seededId } from "./dice.ts";
import type { Person } from "./people.ts";
import { isHoliday } from "./rulebooks.ts";

/** A past call as it will be stored, secrets not yet sealed. */
export type DemoCall = {
  id: CallId;
  branchId: Rulebook["branchId"];
  providerCallId: string;
  language: "de" | "en";
  startedAt: EpochMs;
  endedAt: EpochMs;
  disconnectionReason: string;
  successful: boolean;
  sentiment: Sentiment;
  costCents: number;
  secrets: Omit<CallSecrets, "stages">;
};

type BranchPlan = { rules: Rulebook; appointments: DemoAppointment[] };
type Booked = { rules: Rulebook; appointment: DemoAppointment };
type CallFacts = Pick<
  DemoCall,
  "language" | "startedAt" | "disconnectionReason" | "successful" | "sentiment" | "secrets"
> & {
  seconds: number;
};

const BOOKED_CALLS = 16;
const DAYS_BACK = 14;
/** Roughly what a minute with a good voice costs, in US cents. */
const CENTS_PER_SECOND = 0.19;

/** Calls of the last two weeks. Marks the appointments that came out of them as booked by voice. */
export function demoCalls(plans: BranchPlan[], people: Person[], now: EpochMs): DemoCall[] {
  const dice = createDice("calls");
  const booked = chooseBooked(plans, now, dice).map((choice) => bookedCall(choice, dice));
  const others = OTHER_CALLS.map((other) => otherCall(other, plans, people, now, dice));
  return [...booked, ...others].sort((a, b) => a.startedAt - b.startedAt);
}

/** The first of each stretch of those that were booked lately, so that they spread over the two weeks. */
function chooseBooked(plans: BranchPlan[], now: EpochMs, dice: Dice): Booked[] {
  const recent = plans
    .flatMap(({ rules, appointments }) => appointments.map((appointment) => ({ rules, appointment })))
    .filter(({ appointment }) => appointment.createdAt > now - DAYS_BACK * DAY_MS && appointment.status !== "cancelled")
    .sort((a, b) => a.appointment.createdAt - b.appointment.createdAt);
  const stretch = Math.floor(recent.length / BOOKED_CALLS);
  return Array.from({ length: BOOKED_CALLS }, (_, i) => recent[i * stretch + dice.between(0, stretch - 1)]).filter(
    (choice) => choice !== undefined,
  );
}

function bookedCall({ rules, appointment }: Booked, dice: Dice): DemoCall {
  const { startsAt, endsAt, customer } = appointment;
  const service = rules.services.find((each) => each.id === appointment.serviceId)?.name ?? "";
  const staff = rules.staff.find((each) => each.id === appointment.staffId)?.name ?? "";
  const spoken = spokenTime(rules.timeZone, startsAt);
  const times = { startsAt: toRfc3339(rules.timeZone, startsAt), endsAt: toRfc3339(rules.timeZone, endsAt) };
  const ids = { appointmentId: appointment.id, serviceId: appointment.serviceId };
  const wish = wishFor(rules.timeZone, startsAt);
  const names = { branch: rules.branchName, service, staff, person: customer.name, timeZone: rules.timeZone };
  const transcript = bookedDialogue({ ...names, ...times, ...ids, spoken, wish }, dice.pick(OPENINGS));
  const summary = `${customer.name} hat ${service} am ${spoken} bei ${staff} gebucht.`;
  const secondsBefore = dice.between(55, 95);
  const call = toCall(`apt|${appointment.id}`, rules, {
    language: "de",
    startedAt: appointment.createdAt - secondsBefore * 1_000,
    seconds: secondsBefore + dice.between(12, 30),
    disconnectionReason: dice.chance(0.7) ? "user_hangup" : "agent_hangup",
    successful: true,
    sentiment: dice.chance(0.75) ? "positive" : "neutral",
    secrets: { fromNumber: customer.phone, toNumber: rules.phone, summary, recordingUrl: null, transcript },
  });
  appointment.channel = "voice";
  appointment.callId = call.id;
  return call;
}

function otherCall(other: OtherCall, plans: BranchPlan[], people: Person[], now: EpochMs, dice: Dice): DemoCall {
  const { key, language, onlyAtMain, lines, summary, ...facts } = other;
  const [main] = plans;
  const { rules } = onlyAtMain && main ? main : dice.pick(plans);
  const fromNumber = dice.pick(people).phone;
  const secrets = {
    fromNumber,
    toNumber: rules.phone,
    summary,
    recordingUrl: null,
    transcript: lines(rules.branchName),
  };
  return toCall(key, rules, { ...facts, language, startedAt: duringOpenHours(rules, now, dice), secrets });
}

/** On an open day of the last two weeks, not today, so that it is over. */
function duringOpenHours(rules: Rulebook, now: EpochMs, dice: Dice): EpochMs {
  const today = localDateOf(rules.timeZone, now);
  const dates = Array.from({ length: DAYS_BACK }, (_, i) => addDays(today, i - DAYS_BACK));
  const open = dates.filter((date) => !isHoliday(date)).flatMap((date) => openOn(rules.timeZone, rules.hours, date));
  const { start, end } = dice.pick(open);
  return dice.between(start, end - 5 * MINUTE_MS);
}

function toCall(name: string, rules: Rulebook, { seconds, ...facts }: CallFacts): DemoCall {
  return {
    id: seededId("cal", name),
    branchId: rules.branchId,
    providerCallId: `call_${seededHex(`retell|${name}`, 32)}`,
    endedAt: facts.startedAt + seconds * 1_000,
    costCents: Math.round(seconds * CENTS_PER_SECOND * 100) / 100,
    ...facts,
  };
}

function spokenTime(timeZone: string, instant: EpochMs): string {
  const day = new Intl.DateTimeFormat("de-DE", { timeZone, weekday: "long", day: "numeric", month: "long" });
  const { minute } = toLocal(timeZone, instant);
  const past = minute % 60 === 0 ? "" : ` ${minute % 60}`;
  return `${day.format(instant)} um ${Math.floor(minute / 60)} Uhr${past}`;
}

function wishFor(timeZone: string, instant: EpochMs): string {
  const weekday = new Intl.DateTimeFormat("de-DE", { timeZone, weekday: "long" }).format(instant);
  const { minute } = toLocal(timeZone, instant);
  return `am ${weekday} ${minute < 12 * 60 ? "Vormittag" : "Nachmittag"}`;
}
