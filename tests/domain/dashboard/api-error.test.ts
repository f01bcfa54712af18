import { describe, expect, it } from "vitest";
import { failureKind, toApiError } from "../../../src/dashboard/api/api-error.ts";

describe("toApiError", () => {
  it("takes code and request id from the problem document", () => {
    const error = toApiError(409, { code: "slot_taken", requestId: "req_9" }, "web-1");
    expect(error).toMatchObject({ kind: "server", status: 409, code: "slot_taken", requestId: "req_9" });
  });

  it("makes do with an answer that is no problem document", () => {
    expect(toApiError(502, null, "web-1")).toMatchObject({ code: "http_502", requestId: "web-1" });
    expect(toApiError(502, "<html>", "web-1")).toMatchObject({ code: "http_502", requestId: "web-1" });
  });
});

it.each([
  [401, "signed_out"],
  [403, "forbidden"],
  [404, "not_found"],
  [429, "busy"],
  [500, "server"],
])("status %i is %s", (status, kind) => {
  expect(failureKind(status)).toBe(kind);
});
