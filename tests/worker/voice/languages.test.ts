import { beforeAll, describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { aCall, ask, postRetell } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

const GERMAN = /^Sie können /;
const ENGLISH = /^You can book /;

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});

describe("the language of an answer", () => {
  it.each([
    { name: "the branch's, when nothing else is said", branch: "de", variables: {}, args: {}, say: GERMAN },
    { name: "the branch's own, English", branch: "en", variables: {}, args: {}, say: ENGLISH },
    {
      name: "the call's rather than the branch's",
      branch: "de",
      variables: { language: "en" },
      args: {},
      say: ENGLISH,
    },
    {
      name: "the argument's rather than the call's",
      branch: "de",
      variables: { language: "en" },
      args: { language: "de" },
      say: GERMAN,
    },
    {
      name: "the argument's rather than the branch's",
      branch: "de",
      variables: {},
      args: { language: "en" },
      say: ENGLISH,
    },
    {
      name: "the branch's, when the call speaks one that we do not",
      branch: "de",
      variables: { language: "tlh" },
      args: {},
      say: GERMAN,
    },
    {
      name: "the call's, when the argument is one that we do not speak",
      branch: "de",
      variables: { language: "en" },
      args: { language: "Klingon" },
      say: ENGLISH,
    },
    {
      name: "the branch's, when the argument is no text",
      branch: "en",
      variables: {},
      args: { language: 7 },
      say: ENGLISH,
    },
  ] as const)("is $name", async ({ branch, variables, args, say }) => {
    const tenant = await aTenant({ language: branch });
    expect((await ask(tenant, "list_services", args, { variables })).say).toMatch(say);
  });

  it("is the one the appointment is kept in", async () => {
    const tenant = await aTenant({ language: "de" });
    const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika", language: "en" };
    const { say, data } = await ask(tenant, "book_appointment", wish);
    expect(say).toMatch(/^You're booked/);
    const path = `/api/v1/appointments/${String(data["appointmentId"])}`;
    expect(await (await request(path, { key: await aKey(tenant) })).json()).toMatchObject({ language: "en" });
  });

  it("does not change what is understood as a time of the other", async () => {
    const tenant = await aTenant({ language: "en" });
    const german = { service: "Cut", when: "morgen um halb drei", language: "de" };
    const { data } = await ask(tenant, "check_availability", german);
    expect((data["slots"] as { startsAt: string }[])[0]?.startsAt).toMatch(/T14:30/);
  });
});

describe("where a call belongs", () => {
  it("is told by the number on the line and the key alone, whatever the arguments say", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const args = {
      service: "Cut",
      startsAt: `${dateInTenDays()}T10:00`,
      name: "Erika",
      tenantId: theirs.tenantId,
      branchId: theirs.branchId,
      connectionId: theirs.connectionId,
    };
    const call = aCall(mine);
    const response = await postRetell(mine, "/functions", { name: "book_appointment", call, args });
    expect(await response.json()).toMatchObject({ ok: true });
    await Promise.all([mine, theirs].map((tenant) => tenant.calendar().drain(tenant.ref)));
    expect(await rawRows(mine, "appointments")).toHaveLength(1);
    expect(await rawRows(theirs, "appointments")).toEqual([]);
  });

  it("is the connection's own branch for a web call, which has no numbers", async () => {
    const tenant = await aTenant();
    const call = { call_id: "web_1", call_type: "web_call", agent_id: "agent_1" };
    const response = await postRetell(tenant, "/functions", { name: "list_services", call, args: {} });
    expect(await response.json()).toMatchObject({ ok: true });
  });
});
