import { afterEach, expect, it, vi } from "vitest";
import { aTenant } from "../../../support/worker/a-tenant.ts";
import { storedEntries } from "../../../support/worker/audit.ts";
import { aSession, request } from "../../../support/worker/credentials.ts";
import { anEndedCall, showCall } from "../../../support/worker/ended-calls.ts";

afterEach(() => vi.restoreAllMocks());

it("staff say what is spam, against the vendor and whatever it tells later, and take it back; each time is audited", async () => {
  const [tenant, other] = [await aTenant(), await aTenant()];
  const id = await anEndedCall(tenant);
  const session = await aSession(tenant, "staff");
  const mark = async (isSpam: boolean, by = session) =>
    (await request(`/api/v1/calls/${id}/spam`, { session: by, method: "PUT", body: { isSpam } })).status;
  expect(await mark(true, await aSession(other, "owner"))).toBe(404);
  expect((await showCall(tenant, id)).isSpam).toBe(false);

  expect([await mark(true), await mark(true)]).toEqual([204, 204]);
  await anEndedCall(tenant); // the vendor tells the call once more
  expect((await showCall(tenant, id)).isSpam).toBe(true);
  expect(await mark(false)).toBe(204);
  await anEndedCall(tenant, { more: { disconnection_reason: "marked_as_spam" } });
  expect((await showCall(tenant, id)).isSpam).toBe(false);

  const told = (await storedEntries(tenant.tenantId)).filter(({ action }) => action === "call.spam_marked");
  expect(told.map(({ facts }) => JSON.parse(facts))).toEqual([
    { before: null, isSpam: true },
    { before: true, isSpam: false },
  ]);
});
