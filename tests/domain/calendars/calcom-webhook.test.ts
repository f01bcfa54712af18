import { afterEach, describe, expect, it, vi } from "vitest";
import { subscribeCalcom, unsubscribeCalcom } from "../../../src/providers/calendars/calcom/subscribe.ts";
import { isSignedByCalcom, readCalcomHook } from "../../../src/providers/calendars/calcom/webhook.ts";
import { readVendorSpec, requestProblems } from "../../support/node/vendor-spec.ts";
import { anAccount, anEntry, START, TARGET } from "./calcom-account.ts";

const SECRET = "cal_webhook_secret";
/** As published with Cal.com's formula: the body of a webhook and its signature. */
const BODY =
  '{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-11-20T12:00:00.000Z","payload":{"uid":"bFJeNb2uX8ANpT3JL5EfXw"}}';
const SIGNATURE = "1bdf63b26ee0c30da938610c7a90d4d74fc38b023ef2b7d52e5f53b51896c6bd";
const URL_OF_OURS = "https://frontdesk.test/webhooks/calcom/1";
const bytes = (text: string) => new TextEncoder().encode(text);

afterEach(() => vi.restoreAllMocks());

describe("the signature", () => {
  it("is the one that Cal.com makes", async () => {
    expect(await isSignedByCalcom(SECRET, bytes(BODY), SIGNATURE)).toBe(true);
  });

  it.each([
    { name: "a webhook without a secret", header: "no-secret-provided" },
    { name: "none at all", header: undefined },
    { name: "another one", header: SIGNATURE.replace("1", "2") },
    { name: "half of it", header: SIGNATURE.slice(0, 32) },
  ])("is refused for $name", async ({ header }) => {
    expect(await isSignedByCalcom(SECRET, bytes(BODY), header)).toBe(false);
  });

  it("covers each byte", async () => {
    expect(await isSignedByCalcom(SECRET, bytes(`${BODY} `), SIGNATURE)).toBe(false);
  });
});

describe("a subscription", () => {
  it("tells of bookings made, moved and cancelled at Cal.com, signed, in words of its own", async () => {
    const { ask, host, delivered, calendar, sandbox, seen } = anAccount();
    expect(await subscribeCalcom(ask, URL_OF_OURS, SECRET)).toMatchObject({ ok: true });
    await subscribeCalcom(ask, URL_OF_OURS, SECRET);
    await calendar.put(TARGET, anEntry(), null);
    await host("book", { eventTypeId: "102", start: "2027-01-13T09:00:00Z" });
    const page = await (await sandbox.app.request("/calcom/host/host-1")).text();
    const [, foreign = ""] =
      page
        .split('name="uid" value="')
        .slice(-1)[0]
        ?.match(/^([\w-]+)/) ?? [];
    await host("move", { uid: foreign, start: "2027-01-14T09:00:00Z" });
    const hints = [];
    for (const request of delivered) {
      const body = new Uint8Array(await request.clone().arrayBuffer());
      expect(await isSignedByCalcom(SECRET, body, request.headers.get("x-cal-signature-256") ?? "")).toBe(true);
      const hint = readCalcomHook(await request.json());
      hints.push(hint.ok && { trigger: hint.value.trigger, entry: hint.value.entry });
    }
    const end = (start: string) => Date.parse(start) + 3_600_000;
    expect(hints).toMatchObject([
      { trigger: "BOOKING_CREATED", entry: { key: anEntry().key, kind: "present", startsAt: START } },
      { trigger: "BOOKING_CREATED", entry: { key: null, endsAt: end("2027-01-13T09:00:00Z") } },
      { trigger: "BOOKING_RESCHEDULED", entry: { key: null, endsAt: end("2027-01-14T09:00:00Z") } },
    ]);
    const spec = readVendorSpec("calcom-v2-openapi.companion-2026-03-11.json", "calcom-v2.json");
    expect(seen.flatMap((request) => requestProblems(spec, request))).toEqual([]);
  });

  it("ends when it is taken away, and says so each time", async () => {
    const { ask, host, delivered } = anAccount();
    await subscribeCalcom(ask, URL_OF_OURS, SECRET);
    expect(await unsubscribeCalcom(ask, URL_OF_OURS)).toEqual({ ok: true, value: undefined });
    expect(await unsubscribeCalcom(ask, URL_OF_OURS)).toEqual({ ok: true, value: undefined });
    await host("book", { eventTypeId: "102", start: "2027-01-13T09:00:00Z" });
    expect(delivered).toEqual([]);
  });
});

it("a cancelled booking's webhook tells that it is gone, one that is no booking tells nothing of one", () => {
  const payload = {
    uid: "u1",
    startTime: "2027-01-13T09:00:00Z",
    endTime: "2027-01-13T10:00:00Z",
    status: "CANCELLED",
  };
  const cancelled = readCalcomHook({ triggerEvent: "BOOKING_CANCELLED", createdAt: "2027-01-01T00:00:00Z", payload });
  expect(cancelled).toMatchObject({
    value: { dedupeKey: "BOOKING_CANCELLED:u1:2027-01-01T00:00:00Z", entry: { kind: "gone" } },
  });
  const other = readCalcomHook({ triggerEvent: "OOO_CREATED", createdAt: "2027-01-01T00:00:00Z", payload: {} });
  expect(other).toMatchObject({ value: { entry: null } });
});
