import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { groupKey, showInGroup } from "../../../src/dashboard/live/show-in-group.ts";
import { anAppointment } from "./a-day.ts";

const group = { id: "ser_1", kind: "package", position: 1 };
const before = [anAppointment({ id: "a", group, version: 2 }), anAppointment({ id: "b", group })];

function shownAfter(changed: ReturnType<typeof anAppointment>) {
  const client = new QueryClient();
  client.setQueryData(groupKey("ser_1"), before);
  showInGroup(client, changed);
  return client.getQueryData(groupKey("ser_1"));
}

it("shows what became of an appointment where its package is shown, and leaves the others", () => {
  const declined = anAppointment({ id: "a", group, version: 3, status: "declined" });
  expect(shownAfter(declined)).toEqual([declined, before[1]]);
});

it("never goes back to an older version, and keeps out what belongs elsewhere", () => {
  for (const other of [
    anAppointment({ id: "a", group, version: 1, status: "pending" }),
    anAppointment({ id: "a", version: 9 }),
    anAppointment({ id: "c", group, version: 9 }),
  ])
    expect(shownAfter(other)).toEqual(before);
});
