import { expect, it } from "vitest";
import { requestSought } from "../../../src/dashboard/access/request-sought.ts";

it.each([
  { q: "", sought: {} },
  { q: "slot_taken", sought: { code: "slot_taken" } },
  { q: "internal", sought: { code: "internal" } },
  { q: "web-0a1b2c3d", sought: { requestId: "web-0a1b2c3d" } },
  { q: "0190F3C2-1111", sought: { requestId: "0190F3C2-1111" } },
])("looks for $sought by “$q”", ({ q, sought }) => {
  expect(requestSought(q)).toEqual(sought);
});
