import { expect, it } from "vitest";
import type { FeedbackView } from "../../../src/contracts/feedback.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aKey, anOperatorKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";

it("feedback of any user reaches the operators, who settle it and open it again; keys cannot write any", async () => {
  const tenant = await aTenant();
  const [session, key] = [await aSession(tenant, "viewer"), await anOperatorKey()];
  const body = { kind: "problem", words: "The print is cut off", page: "/app/calendar" };
  const sent = await request("/api/v1/me/feedback", { session, body });
  expect(sent.status).toBe(201);
  const { id } = await sent.json<{ id: string }>();
  const mine = async (status: string) => {
    const { items } = await (await request(`/api/v1/operations/feedback?status=${status}&limit=100`, { key })).json<{
      items: FeedbackView[];
    }>();
    return items.filter((each) => each.id === id);
  };
  expect(await mine("open")).toMatchObject([
    { ...body, tenantId: tenant.tenantId, tenantName: "Salon", settledAt: null },
  ]);
  const path = `/api/v1/operations/feedback/${id}`;
  expect((await request(path, { key, method: "PATCH", body: { status: "done" } })).status).toBe(200);
  expect([await mine("open"), (await mine("done")).length]).toEqual([[], 1]);
  expect((await request(path, { key, method: "PATCH", body: { status: "open" } })).status).toBe(200);
  expect(await mine("open")).toHaveLength(1);
  expect((await request("/api/v1/me/feedback", { key: await aKey(tenant), body })).status).toBe(403);
  const withQuery = await request("/api/v1/me/feedback", { session, body: { ...body, page: "/app?q=Erika" } });
  expect((await problemOf(withQuery)).errors?.map(({ field }) => field)).toEqual(["page"]);
});
