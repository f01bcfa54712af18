import { beforeAll, expect, it } from "vitest";
import type { ListedCallerView, TransferView } from "../../../src/contracts/voice-desk.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aLine } from "../../support/worker/both-lines.ts";
import { aClient, outcomeOf } from "../../support/worker/client.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { CALLER } from "../../support/worker/retell.ts";

beforeAll(async () => {
  await aTenant();
});

it("a rule and a listed number are edited in place, and the next call hears of it", async () => {
  const { tenant, call } = await aLine("retell");
  const owner = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const rule = { branchId: tenant.branchId, topic: "Invoices", destination: "+493012345670", hours: [] };
  const added = await (await owner.send("/transfer-rules", { body: rule })).json<TransferView>();
  expect((await call("transfer_to_human", { topic: "Invoices" })).ok).toBe(false);
  const change = { hours: null, aliases: ["bill"], destination: "+493012345671" };
  const edited = await owner.send(`/transfer-rules/${added.id}`, { method: "PATCH", body: change });
  expect(await edited.json()).toMatchObject({ ...change, topic: "Invoices", id: added.id });
  expect((await call("transfer_to_human", { topic: "my bill" })).data["destination"]).toBe("+493012345671");
  const listed = await owner.send("/voice/callers", { body: { kind: "blocked", phone: CALLER, note: "Rude" } });
  const { id } = await listed.json<ListedCallerView>();
  const moved = await owner.send(`/voice/callers/${id}`, { method: "PATCH", body: { kind: "vip" } });
  expect(await moved.json()).toMatchObject({ kind: "vip", phone: CALLER, note: "Rude" });
  expect(await outcomeOf(await owner.send(`/voice/callers/${id}`, { method: "PATCH", body: {} }))).toMatch(/^400/);
});
