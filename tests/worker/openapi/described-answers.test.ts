import { beforeAll, describe, expect, it } from "vitest";
import { aClient, bookedBy } from "../../support/worker/client.ts";
import { DescribedAnswers } from "../../support/worker/described-answers.ts";
import { readDocument } from "../../support/worker/openapi.ts";

const show = { method: "GET", path: "/api/v1/appointments/{appointmentId}" };
const problem = { type: "urn:x", title: "x", status: 404, code: "not_found", requestId: "x" };
let answers: DescribedAnswers;
let appointment: Record<string, unknown>;

beforeAll(async () => {
  answers = new DescribedAnswers(await readDocument());
  appointment = await bookedBy(await aClient());
});

const asJson = (body: unknown, status = 200, type = "application/json") =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

/** Every answer in every-route.test.ts passes this check, so it must be able to fail. */
describe("the check of answers against the API's description", () => {
  it("lets through what is described", async () => {
    await expect(answers.check(show, asJson(appointment))).resolves.toBeUndefined();
    await expect(answers.check(show, asJson(problem, 404, "application/problem+json"))).resolves.toBeUndefined();
  });

  it.each<[what: string, answer: () => Response, complaint: RegExp]>([
    ["a field that is not described", () => asJson({ ...appointment, sealedContact: "x" }), /sealedContact/],
    ["such a field deep inside", () => asJson({ ...appointment, customer: { name: "x", vip: 1 } }), /customer/],
    ["a field of another type", () => asJson({ ...appointment, version: "1" }), /version/],
    ["a value that is not listed", () => asJson({ ...appointment, status: "lost" }), /status/],
    ["an id of something else", () => asJson({ ...appointment, branchId: appointment["id"] }), /branchId/],
    ["a missing field", () => asJson({ ...appointment, timeZone: undefined }), /timeZone/],
    ["a status that is not described", () => asJson({}, 418), /418, which is not described/],
    ["another content type", () => asJson(appointment, 200, "text/html"), /text\/html, which is not described/],
    [
      "a refusal that is no problem document",
      () => asJson({ error: "x" }, 404, "application/problem+json"),
      /as described/,
    ],
  ])("refuses %s", async (_, answer, complaint) => {
    await expect(answers.check(show, answer())).rejects.toThrow(complaint);
  });
});
