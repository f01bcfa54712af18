import { beforeAll, describe, expect, it } from "vitest";
import { voiceData } from "../../../src/contracts/voice.ts";
import type { WaitlistEntryView } from "../../../src/contracts/waitlist.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aLine, providers } from "../../support/worker/both-lines.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { addKnowledge } from "../../support/worker/knowledge.ts";

beforeAll(async () => {
  await (await aLine("retell")).call("list_services");
});

describe.each(providers)("a question over %s", (provider) => {
  it("is answered from the knowledge base, in the call's language, with the entry that it came from", async () => {
    const { tenant, call } = await aLine(provider);
    const parking = await addKnowledge(tenant, { question: "Is there parking?", answer: "Behind the house." });
    const german = { question: "Gibt es Parkplätze?", answer: "Hinter dem Haus.", language: "de" } as const;
    await addKnowledge(tenant, { ...german, branchId: tenant.branchId });
    const asked = await call("answer_question", { question: "Where can I park my car?" });
    expect(asked).toMatchObject({ ok: true, say: "Behind the house.", data: { entryId: parking.id } });
    voiceData.answer_question.parse(asked.data);
    const deutsch = await call("answer_question", { question: "Wo kann ich parken?", language: "de" });
    expect(deutsch.say).toBe("Hinter dem Haus.");
  });

  it("that is switched off, changed or deleted is answered no more", async () => {
    const { tenant, call } = await aLine(provider);
    const key = await aKey(tenant);
    const { id } = await addKnowledge(tenant, { question: "Do you sell vouchers?", answer: "Yes." });
    const question = "Do you sell vouchers?";
    expect((await call("answer_question", { question })).say).toBe("Yes.");
    const path = `/api/v1/knowledge/${id}`;
    await request(path, { key, method: "PATCH", body: { answer: "Yes, from ten euros." } });
    expect((await call("answer_question", { question })).say).toBe("Yes, from ten euros.");
    await request(path, { key, method: "PATCH", body: { isActive: false } });
    expect((await call("answer_question", { question })).data).toMatchObject({ code: "not_known" });
    await request(path, { key, method: "DELETE" });
    expect((await request(path, { key })).status).toBe(404);
  });
});

describe.each(providers)("the waitlist over %s", (provider) => {
  it("takes the caller, once however often it is asked, with the window that was understood", async () => {
    const { tenant, call } = await aLine(provider);
    const wish = { service: "Cut", staff: "Ben", when: "tomorrow afternoon", name: "Erika" };
    const joined = await call("join_waitlist", wish);
    const { entryId, understood } = voiceData.join_waitlist.parse(joined.data);
    expect(joined.say).toBe(
      `You're on the waitlist: Cut with Ben, ${understood}. If a time becomes free, it is offered in turn.`,
    );
    expect((await call("join_waitlist", wish)).data["entryId"]).toBe(entryId);
    const list = await request(`/api/v1/branches/${tenant.branchId}/waitlist`, { key: await aKey(tenant) });
    const { items } = await list.json<{ items: WaitlistEntryView[] }>();
    expect(items).toMatchObject([{ id: entryId, channel: "voice", status: "waiting", staffId: tenant.ben }]);
    expect(items[0]?.customer).toMatchObject({ name: "Erika", phone: "+4915112345678" });
  });

  it("without a day looks two weeks ahead, and asks who it is for", async () => {
    const { call } = await aLine(provider, { language: "de" });
    const joined = await call("join_waitlist", { service: "Cut", name: "Erika" });
    expect([joined.ok, joined.say]).toEqual([true, expect.stringMatching(/^Sie stehen auf der Warteliste: Cut, /)]);
    expect((await call("join_waitlist", { service: "Cut" })).say).toBe("Wie ist Ihr Name, bitte?");
  });
});

describe("the knowledge base", () => {
  it("can be tried out as a call would ask it", async () => {
    const { tenant } = await aLine("retell");
    const key = await aKey(tenant);
    const { id } = await addKnowledge(tenant, { question: "Is there parking?", answer: "Behind the house." });
    const path = `/api/v1/branches/${tenant.branchId}/knowledge/answer?language=en&question=`;
    expect(await (await request(`${path}parking`, { key })).json()).toMatchObject({ entryId: id });
    expect(await (await request(`${path}elephants`, { key })).json()).toEqual({
      entryId: null,
      answer: null,
      score: 0,
    });
  });

  it("names the field that is too long, and takes no branch of somebody else", async () => {
    const { tenant } = await aLine("retell");
    const key = await aKey(tenant);
    const entry = { question: "?", answer: "x".repeat(1_001), language: "en" };
    const refused = await request("/api/v1/knowledge", { key, body: entry });
    expect([refused.status, (await problemOf(refused)).errors?.[0]?.field]).toEqual([400, "answer"]);
    const foreign = { ...entry, answer: "Yes.", branchId: newId("brn") };
    expect((await request("/api/v1/knowledge", { key, body: foreign })).status).toBe(404);
  });
});
