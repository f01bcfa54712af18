import { vi } from "vitest";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/domain/result.ts";
import { budgetOf } from "../../../src/domain/vendors/budget.ts";
import { decideLeave, decideOutcome, newGate } from "../../../src/domain/vendors/gate.ts";
import { calcomAsker } from "../../../src/providers/calendars/calcom/ask.ts";
import { calcomCalendar } from "../../../src/providers/calendars/calcom/calcom.ts";
import { googleAsker } from "../../../src/providers/calendars/google/ask.ts";
import { googleCalendar } from "../../../src/providers/calendars/google/google.ts";
import type { CalendarVendor, MirrorRef } from "../../../src/providers/calendars/port.ts";
import type { VendorGate } from "../../../src/providers/gate.ts";
import { type DueMirror, type MirrorBook, pushRound } from "../../../src/use-cases/calendars/sync/push-round.ts";
import type { Bench } from "../../sandbox/vendor.ts";
import { createCalcom } from "../../sandbox/vendors/calcom/calcom.ts";
import { createGoogle } from "../../sandbox/vendors/google/google.ts";
import { readVendorSpec, requestProblems, type SeenRequest } from "../../support/node/vendor-spec.ts";
import { anEntry, HOUR, START } from "./calcom-account.ts";

export type VendorName = "google" | "calcom";
/** What goes wrong with a request: an answer in its place, or the connection is cut. */
type Spoil = (request: { method: string; path: string }) => Response | "cut" | null;

const DAY = 24 * HOUR;
const EVERYTHING = { from: START - 400 * DAY, to: START + 4_000 * DAY };
const TARGETS = { google: "team", calcom: "103:any" };
const SPECS = {
  google: readVendorSpec("google-calendar-v3.json", "google-calendar-v3.json"),
  calcom: readVendorSpec("calcom-v2-openapi.companion-2026-03-11.json", "calcom-v2.json"),
};
const PER_ROUND = 20;
const MAX_HELD = 200;

type Row = {
  id: string;
  key: string;
  wantedVersion: number;
  doneVersion: number;
  startsAt: number | null;
  state: "waiting" | "done" | "dead";
  attempts: number;
  isBegun: boolean;
  known: MirrorRef | null;
  nextAttemptAt: number;
  lastError: string | null;
};

/**
 * An account at a vendor of the sandbox, with the real adapter, the real gate and the real rounds of pushing, in virtual
 * time: nothing sleeps. Rows stand in memory and behave as those in D1 do.
 */
export function aVirtualAccount(name: VendorName) {
  const clock = { now: START - 10 * DAY };
  const bench: Bench = {
    now: () => clock.now,
    sleep: async () => {},
    fetch: async () => new Response(null, { status: 204 }),
    demo: () => Promise.reject(new Error("there is no demo here")),
  };
  const google = createGoogle(bench);
  const vendorApp = name === "google" ? google.app : createCalcom(bench).app;
  google.store.tokens.access.set("access", Number.POSITIVE_INFINITY);
  const spoil: { before: Spoil; after: Spoil } = { before: () => null, after: () => null };
  const seen: (SeenRequest & { at: number; status: number | null })[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    const { method, url, headers } = request;
    const noted = {
      method,
      url,
      headers,
      body: text === "" ? undefined : JSON.parse(text),
      at: clock.now,
      status: null,
    };
    const entry: (typeof seen)[number] = noted;
    seen.push(entry);
    clock.now += 1;
    const early = spoil.before({ method, path: pathname });
    const answer = early ?? (await vendorApp.request(pathname + search, request));
    const given = early ?? spoil.after({ method, path: pathname }) ?? answer;
    if (given === "cut") throw new TypeError("the connection broke");
    entry.status = given.status;
    return given;
  });

  const gate = aGate(name, () => clock.now);
  const credential = { isDead: false };
  const open = (through: VendorGate): CalendarVendor =>
    name === "google"
      ? googleCalendar(
          googleAsker("https://www.googleapis.com", through, async () =>
            credential.isDead ? err({ reason: "credential_dead" }) : ok("access"),
          ),
        )
      : calcomCalendar(calcomAsker({ baseUrl: "https://api.cal.com", apiKey: "cal_live_virtual", gate: through }));
  const written: { key: string; version: number }[] = [];
  const vendor = open(gate);
  const put: CalendarVendor["put"] = (target, entry, known) => {
    written.push({ key: entry.key, version: entry.version });
    return vendor.put(target, entry, known);
  };
  const rows = new Map<string, Row>();
  const account = { waitsUntil: 0, isBroken: false };
  const book = bookOf(name, rows, () => clock.now);

  /** What shall stand from now on: the appointment's time, or nothing. */
  const want = (id: string, startsAt: number | null) => {
    const known = rows.get(id);
    const version = (known?.wantedVersion ?? 0) + 1;
    const fresh = { id, key: keyOf(id), doneVersion: 0, isBegun: false, known: null };
    const row = known ?? { ...fresh, wantedVersion: 0, startsAt, state: "waiting", attempts: 0, nextAttemptAt: 0, lastError: null }; // biome-ignore format: one line
    rows.set(id, { ...row, startsAt, wantedVersion: version, state: "waiting", attempts: 0, nextAttemptAt: clock.now });
  };
  /** What was given up is tried again. */
  const replay = () => {
    account.isBroken = false;
    for (const row of rows.values()) {
      if (row.state !== "done") Object.assign(row, { state: "waiting", attempts: 0, nextAttemptAt: clock.now });
    }
  };
  /** The courier's life until then: it sleeps until something is due, and while the account has to wait. */
  const run = async (until: number) => {
    while (!account.isBroken) {
      const due = [...rows.values()].filter(({ state }) => state === "waiting").map((row) => row.nextAttemptAt);
      const next = Math.max(Math.min(...due), account.waitsUntil);
      if (next > until) break;
      clock.now = Math.max(clock.now, next);
      const end = await pushRound({ ...vendor, put }, book, () => clock.now, () => 0.5); // biome-ignore format: one line
      if (end.kind === "wait") account.waitsUntil = end.until;
      if (end.kind === "broken") account.isBroken = true;
    }
    clock.now = Math.max(clock.now, until);
  };
  /** What stands at the vendor, read past all faults and limits. */
  const standing = async () => {
    const [before, after] = [spoil.before, spoil.after];
    Object.assign(spoil, { before: () => null, after: () => null });
    const wasDead = credential.isDead;
    credential.isDead = false;
    clock.now += 2 * 60_000;
    const read = await open({ ask: async () => ok(0), report: async () => {} }).changes(name === "google" ? "team" : "all", null, EVERYTHING); // biome-ignore format: one line
    Object.assign(spoil, { before, after });
    credential.isDead = wasDead;
    if (!read.ok) throw new Error(read.error.reason);
    const entries = read.value.entries.flatMap((entry) => (entry.kind === "present" ? [entry] : []));
    return entries.map(({ key, startsAt }) => ({ key, startsAt })).toSorted((one, other) => one.startsAt - other.startsAt); // biome-ignore format: one line
  };
  /** What shall stand by now. */
  const wanted = () =>
    [...rows.values()]
      .flatMap(({ key, startsAt }) => (startsAt === null ? [] : [{ key, startsAt }]))
      .toSorted((one, other) => one.startsAt - other.startsAt);
  /** By the vendor's own description, or the part of it that was committed: of the first ones, for many are alike. */
  const problems = () => seen.slice(0, MAX_HELD).flatMap((request) => requestProblems(SPECS[name], request));
  return { name, app: vendorApp, clock, spoil, seen, gate, credential, rows, account, written, google, vendor, want, replay, run, standing, wanted, problems, target: TARGETS[name] }; // biome-ignore format: one line
}

export type VirtualAccount = ReturnType<typeof aVirtualAccount>;

function bookOf(name: VendorName, rows: Map<string, Row>, now: () => number): MirrorBook<DueMirror> {
  const rowOf = ({ id }: DueMirror) => rows.get(id) ?? failNow(id);
  const fail = (mirror: DueMirror, change: Partial<Row>) => {
    const row = rowOf(mirror);
    if (row.wantedVersion === mirror.seen) Object.assign(row, { ...change, attempts: row.attempts + 1 });
  };
  return {
    due: async (at) =>
      [...rows.values()]
        .filter(({ state, nextAttemptAt }) => state === "waiting" && nextAttemptAt <= at)
        .toSorted((one, other) => one.nextAttemptAt - other.nextAttemptAt)
        .slice(0, PER_ROUND)
        .map(({ id, key, attempts, wantedVersion: seen, known, isBegun }) => ({ id, key, attempts, seen, known, isBegun })), // biome-ignore format: one line
    wanted: async (mirror) => {
      const { startsAt, key, id, wantedVersion: version } = rowOf(mirror);
      // SAFETY: an id of the tests.
      const own = { key, version, appointmentId: id as AppointmentId };
      return { target: TARGETS[name], version, entry: startsAt === null ? null : anEntry({ ...own, startsAt }) };
    },
    begin: async (mirror) => void Object.assign(rowOf(mirror), { isBegun: true }),
    done: async (mirror, { ref, version }) => {
      const row = rowOf(mirror);
      const isOvertaken = row.wantedVersion > Math.max(mirror.seen, version);
      const state = isOvertaken ? "waiting" : "done";
      Object.assign(row, { known: ref, doneVersion: version, state, attempts: 0, isBegun: false, lastError: null, nextAttemptAt: now() }); // biome-ignore format: one line
    },
    retry: async (mirror, at, lastError) => fail(mirror, { nextAttemptAt: at, lastError }),
    dead: async (mirror, lastError) => fail(mirror, { state: "dead", lastError }),
  };
}

function failNow(id: string): never {
  throw new Error(`no mirror ${id}`);
}

/** The gate's own rules, without the object that keeps them. */
function aGate(provider: string, now: () => number) {
  const budget = budgetOf(provider);
  let state = newGate(budget, now());
  const openings: number[] = [];
  return {
    openings,
    circuit: () => state.circuit.state,
    ask: async () => {
      const leave = decideLeave(state, budget, now());
      if (!leave.ok) return leave;
      state = leave.value.gate;
      return ok(leave.value.ticket);
    },
    report: async (ticket: number, outcome: Parameters<VendorGate["report"]>[1]) => {
      const before = state.circuit.state;
      state = decideOutcome(state, ticket, outcome, now(), 0.5);
      if (before !== "open" && state.circuit.state === "open") openings.push(now());
    },
  } satisfies VendorGate & { openings: number[]; circuit(): string };
}

function keyOf(id: string): string {
  return [...id].map((character) => character.charCodeAt(0).toString(16)).join("").padStart(32, "0").slice(-32); // biome-ignore format: one line
}
