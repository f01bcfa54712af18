import { expect, it } from "vitest";
import { chosenStaff, ownFirst } from "../../../src/dashboard/calendar/own-column.ts";

it.each([
  { name: "somebody who works there sees their own", asked: undefined, role: "staff", staffId: "me", shown: "me" },
  { name: "they may ask for everybody", asked: "all", role: "staff", staffId: "me", shown: undefined },
  { name: "or for a colleague", asked: "her", role: "staff", staffId: "me", shown: "her" },
  { name: "an owner sees everybody", asked: undefined, role: "owner", staffId: "me", shown: undefined },
  { name: "so does who is nobody's column", asked: undefined, role: "staff", staffId: null, shown: undefined },
])("$name", ({ asked, role, staffId, shown }) => {
  expect(chosenStaff(asked, { role, staffId })).toBe(shown);
});

it("one's own column comes first", () => {
  const columns = ["a", "me", "b"].map((staffId) => ({ staffId, name: staffId, working: [], items: [] }));
  expect(ownFirst(columns, "me").map(({ staffId }) => staffId)).toEqual(["me", "a", "b"]);
  expect(ownFirst(columns, null)).toBe(columns);
});
