import { vi } from "vitest";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import { ok } from "../../../src/domain/result.ts";
import { calcomAsker } from "../../../src/providers/calendars/calcom/ask.ts";
import { calcomCalendar } from "../../../src/providers/calendars/calcom/calcom.ts";
import type { MirrorEntry } from "../../../src/providers/calendars/port.ts";
import { createSandbox } from "../../sandbox/server.ts";
import type { SeenRequest } from "../../support/node/vendor-spec.ts";
import { demo } from "../sandbox/fake-worker.ts";

export const START = Date.parse("2027-01-11T09:00:00Z");
export const HOUR = 3_600_000;
export const WINDOW = { from: START - 24 * HOUR, to: START + 60 * 24 * HOUR };
export const TARGET = "101";

/** An account at the sandbox's Cal.com, what was asked there and answered, and the webhooks that it sent. */
export function anAccount(apiKey = "cal_live_test") {
  const clock = { now: START - 48 * HOUR };
  const delivered: Request[] = [];
  const sandbox = createSandbox({
    demo,
    now: () => clock.now++,
    sleep: async () => {},
    fetch: async (url, init) => {
      delivered.push(new Request(url, init));
      return new Response(null, { status: 204 });
    },
  });
  const seen: (SeenRequest & { status: number; answer: unknown })[] = [];
  const spoil = { isAnswerLost: false };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const text = await request.clone().text();
    const given = await sandbox.app.request(`/calcom${new URL(request.url).pathname}${new URL(request.url).search}`, {
      method: request.method,
      headers: request.headers,
      ...(text === "" ? {} : { body: text }),
    });
    const body = text === "" ? undefined : JSON.parse(text);
    const told = await given.clone().json();
    seen.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body,
      status: given.status,
      answer: told,
    });
    if (spoil.isAnswerLost) throw new TypeError("the connection broke");
    return given;
  });
  const gate = { ask: async () => ok(1), report: async () => {} };
  const ask = calcomAsker({ baseUrl: "https://api.cal.test", apiKey, gate });
  const calendar = calcomCalendar(ask);
  const host = async (act: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form);
    return sandbox.app.request(`/calcom/host/host-1/${act}`, { method: "POST", body });
  };
  return { clock, sandbox, seen, spoil, delivered, ask, calendar, host };
}

export function anEntry(over: Partial<MirrorEntry> = {}): MirrorEntry {
  return {
    key: "0123456789abcdef0123456789abcdef",
    version: 1,
    // SAFETY: an id of the tests.
    appointmentId: "apt_1" as AppointmentId,
    startsAt: START,
    endsAt: (over.startsAt ?? START) + HOUR / 2,
    timeZone: "Europe/Berlin",
    title: "Haircut",
    description: "",
    location: null,
    isFirstAttempt: true,
    attendee: { name: "Ada Byron", email: "ada@example.com", phone: "+4915112345678", language: "de" },
    ...over,
  };
}
