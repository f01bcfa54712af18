import { beforeAll, describe, expect, it } from "vitest";
import { branchId } from "../../../src/domain/ids.ts";
import type { JsonSchema } from "../../../src/http/openapi/document.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, bookingBody, wallTime } from "../../support/worker/client.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { DescribedAnswers } from "../../support/worker/described-answers.ts";
import { describedOperations, fillPath, inputOf, type Operation, readDocument } from "../../support/worker/openapi.ts";
import { countRows } from "../../support/worker/rows.ts";

let operations: Operation[] = [];

beforeAll(async () => {
  operations = await describedOperations();
});

/** Operations whose path names nothing but, at most, a branch: their body alone says what they are about. */
const isByBody = ({ method, path }: Operation) =>
  method !== "GET" && !path.includes("/operations/") && !/\{(?!branchId)\w+\}/.test(path);

/** A text in which an id of `victim` takes the place of one's own. */
function swapped(body: object, own: TestTenant, victim: TestTenant): { field: string; body: string }[] {
  const text = JSON.stringify(body);
  const pairs = (["branchId", "cut", "colour", "anna", "ben"] as const).map(
    (name) => [own[name], victim[name]] as const,
  );
  return pairs.flatMap(([mine, theirs]) =>
    text.includes(mine) ? [{ field: theirs, body: text.replaceAll(mine, theirs) }] : [],
  );
}

describe("abuse 2: ids of another tenant in a body", () => {
  it("abuse 2: of every route that takes one are nobody's, each of them, and write nothing", async () => {
    const [own, victim] = [await aTenant(), await aTenant()];
    const session = await aSession(own, "owner");
    const before = await countRows();
    const outcomes: string[] = [];
    for (const operation of operations.filter(isByBody)) {
      const path = fillPath(operation.path, { branchId: own.branchId } as never); // `isByBody` lets no other name pass
      for (const { body } of swapped(inputOf(operation, own).body ?? {}, own, victim)) {
        const response = await request(path, { method: operation.method, session, body });
        outcomes.push(`${operation.method} ${operation.path} ${response.status}`);
        expect(await response.text()).not.toContain("Torstraße");
      }
    }
    expect(outcomes.length).toBeGreaterThan(15);
    expect(
      outcomes.filter((outcome) => !/ (400|404|409)$/.test(outcome) && !/(preview|import\w*) 200$/.test(outcome)),
    ).toEqual([]);
    await own.calendar().drain(own.ref);
    await victim.calendar().drain(victim.ref);
    const after = await countRows();
    expect([after.appointments, after.customers]).toEqual([before.appointments, before.customers]);
  });
});

describe("abuse 8: secrets in answers", () => {
  const SECRET = /hash|sealed|password|secret|wrapped|token|pepper/i;
  /** Shown once, to whoever made it; what only tells of one; and the links of the audit chain, which are no secret. */
  const SHOWN_ONCE =
    /^(?:POST .*: (?:token|key|secret|nextCursor)|POST .*test-call: accessToken|.*: (?:hasSecret|secretLast4|keyPrefix|previousSecretUntil|secretChangedAt)|.*audit-log.*: hash|.*: rewrapped)$/;

  it("abuse 8: have no field to be in, and answers have no other fields than those described", async () => {
    const document = await readDocument();
    const answers = new DescribedAnswers(document);
    const fields = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.entries(responses).flatMap(([status, response]) => {
          const schema = "content" in response ? response.content?.["application/json"]?.schema : undefined;
          if (!status.startsWith("2") || !schema) return [];
          return namesIn(answers.expand(schema)).map((name) => `${method.toUpperCase()} ${path}: ${name}`);
        }),
      ),
    );
    expect(fields.length).toBeGreaterThan(200);
    const suspicious = fields.filter((field) => SECRET.test(field.split(": ")[1] ?? "") && !SHOWN_ONCE.test(field));
    expect(suspicious).toEqual([]);
  });
});

function namesIn(schema: JsonSchema): string[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []), schema.items ?? {}];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [name, ...namesIn(property)]);
  return [...own, ...inner.flatMap((each) => (Object.keys(each).length > 0 ? namesIn(each) : []))];
}

describe("abuse 9: names of objects", () => {
  it("abuse 9: are made of ids that have no place for a separator", () => {
    const id = newId("brn");
    for (const forged of [
      `${id}/x`,
      `x/${id}`,
      `${id}:`,
      `brn_${"/".repeat(26)}`,
      "brn_../../../../../../../../..",
      "",
    ]) {
      expect(branchId.safeParse(forged).success).toBe(false);
    }
    expect(branchId.safeParse(id).success).toBe(true);
  });

  it("abuse 9: never come from a request: a path that joins two tenants' ids leads nowhere", async () => {
    const { tenant, send } = await aClient();
    const victim = await aTenant();
    for (const id of [
      `${victim.tenantId}/${victim.branchId}`,
      `${victim.tenantId}%2F${victim.branchId}`,
      `..%2F${victim.branchId}`,
    ]) {
      expect([400, 404]).toContain((await send(`/branches/${id}/calendar?date=2026-12-01`)).status);
    }
    expect((await send(`/branches/${tenant.branchId}/calendar?date=2026-12-01`)).status).toBe(200);
  });
});

describe("abuse 10: free time", () => {
  it("abuse 10: tells neither who takes the rest nor how to reach them", async () => {
    const client = await aClient();
    const customer = { name: "Zacharias Geheim", phone: "+4915199887766", email: "geheim@example.com" };
    await bookedBy(client, { customer, notes: "streng vertraulich" });
    const { branchId, cut } = client.tenant;
    const window = `serviceId=${cut}&from=${wallTime(480)}&to=${wallTime(1_080)}`;
    for (const path of [
      `/branches/${branchId}/availability?${window}`,
      `/availability?branchIds=${branchId}&serviceIds=${cut}&from=${wallTime(480)}&to=${wallTime(1_080)}`,
      `/branches/${branchId}/availability/explain?serviceId=${cut}&startsAt=${wallTime(600)}`,
    ]) {
      const response = await client.send(path);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/Zacharias|Geheim|99887766|vertraulich/i);
    }
    const refused = await client.send("/appointments", { body: bookingBody(client.tenant) });
    expect(refused.status).toBe(409);
    expect(await refused.text()).not.toMatch(/Zacharias|Geheim|99887766|vertraulich/i);
  });
});
