import { expect, it } from "vitest";
import { actionsFor, looksMissed } from "../../../src/dashboard/calendar/settling.ts";
import { anAppointment, at } from "./a-day.ts";

const open = { checkedInAt: null, approvalExpiresAt: null };
const look = (changes: object, clock: string) => {
  const appointment = anAppointment({ ...open, ...changes });
  const now = Date.parse(at(clock));
  return { actions: actionsFor(appointment, now), isMissed: looksMissed(appointment, now) };
};

// It lasts from 10:00 to 10:30.
it.each<{ name: string; changes: object; clock: string; actions: string[]; isMissed?: true }>([
  { name: "a request", changes: { status: "pending" }, clock: "09:00", actions: ["accept", "decline"] },
  {
    name: "a request that lapsed",
    changes: { status: "pending", approvalExpiresAt: at("09:00") },
    clock: "09:00",
    actions: [],
  },
  { name: "what lies far ahead", changes: {}, clock: "07:59", actions: [] },
  { name: "what begins within two hours", changes: {}, clock: "08:00", actions: ["check-in"] },
  { name: "who waits already", changes: { checkedInAt: at("09:50") }, clock: "09:55", actions: [] },
  { name: "what has begun", changes: {}, clock: "10:00", actions: ["check-in", "complete", "no-show"] },
  { name: "who is there", changes: { checkedInAt: at("09:50") }, clock: "10:10", actions: ["complete"] },
  {
    name: "what is over and open",
    changes: {},
    clock: "10:30",
    actions: ["check-in", "complete", "no-show"],
    isMissed: true,
  },
  { name: "who was there", changes: { checkedInAt: at("10:00") }, clock: "10:30", actions: ["complete"] },
  { name: "a no-show, to put it right", changes: { status: "no_show" }, clock: "11:00", actions: ["complete"] },
  { name: "what was done, to put it right", changes: { status: "completed" }, clock: "11:00", actions: ["no-show"] },
  {
    name: "what was done by who was there",
    changes: { status: "completed", checkedInAt: at("10:00") },
    clock: "11:00",
    actions: [],
  },
  { name: "what is cancelled", changes: { status: "cancelled" }, clock: "10:10", actions: [] },
  { name: "what was declined", changes: { status: "declined" }, clock: "10:10", actions: [] },
])("$name at $clock can be: $actions", ({ changes, clock, actions, isMissed = false }) => {
  expect(look(changes, clock)).toEqual({ actions, isMissed });
});
