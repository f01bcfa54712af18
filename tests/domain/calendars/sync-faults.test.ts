import { afterEach, describe, expect, it, vi } from "vitest";
import { HOUR, START } from "./calcom-account.ts";
import { aVirtualAccount, type VendorName, type VirtualAccount } from "./virtual-account.ts";

afterEach(() => vi.restoreAllMocks());

const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** `written`: it heals by itself. `dead`: somebody has to look. `broken`: it has to be connected again. */
type End = "written" | "dead" | "broken" | "waiting";
type Act = "create" | "move" | "cancel";

const acts: Record<Act, { before: boolean; to: number | null }> = {
  create: { before: false, to: START },
  move: { before: true, to: START + HOUR },
  cancel: { before: true, to: null },
};

type Fault = {
  name: string;
  /** What the vendor says is so: what is to be called off has gone there. */
  isGone?: boolean;
  arrange(world: VirtualAccount): void;
  end(name: VendorName, act: Act): End;
};

const isWrite = (method: string) => method !== "GET";

/** The next request that changes something is answered like this, before it has an effect. */
function refuses(status: number, body = "{}", headers: Record<string, string> = {}): Fault["arrange"] {
  return ({ spoil }) => {
    let isDone = false;
    spoil.before = ({ method }) => {
      if (isDone || !isWrite(method)) return null;
      isDone = true;
      return new Response(body, { status, headers });
    };
  };
}

/** The next request that changes something has its effect, or not, and nobody hears of it. */
function isLost(when: "before" | "after"): Fault["arrange"] {
  return ({ spoil }) => {
    let isDone = false;
    spoil[when] = ({ method }) => {
      if (isDone || !isWrite(method)) return null;
      isDone = true;
      return "cut";
    };
  };
}

const taken = JSON.stringify({
  error: { message: "User either already has booking at this time or is not available" },
});
const tooFast = JSON.stringify({ error: { code: 403, errors: [{ reason: "rateLimitExceeded" }] } });
const written = (): End => "written";
const faults: Fault[] = [
  { name: "is cut before it had an effect", arrange: isLost("before"), end: written },
  { name: "has its effect and its answer is lost", arrange: isLost("after"), end: written },
  { name: "is too fast (429)", arrange: refuses(429, "{}", { "retry-after": "30" }), end: written },
  {
    name: "is too fast, as Google says it (403)",
    arrange: refuses(403, tooFast),
    end: (name) => (name === "google" ? "written" : "broken"),
  },
  { name: "meets a vendor that fails (500)", arrange: refuses(500), end: written },
  { name: "meets a vendor that is down (503)", arrange: refuses(503, "", { "retry-after": "5" }), end: written },
  // It exists, says the vendor; where it does not, something else is wrong, and somebody has to look.
  { name: "meets an entry of the same id (409)", arrange: refuses(409), end: () => "dead" },
  {
    name: "meets an entry that was changed (412)",
    arrange: refuses(412),
    end: (name, act) => (name === "google" && act !== "create" ? "written" : "dead"),
  },
  {
    name: "meets an entry that is gone (410)",
    isGone: true,
    arrange: refuses(410),
    end: (name, act) => (name === "google" && act !== "create" ? "written" : "dead"),
  },
  {
    name: "meets nothing (404)",
    isGone: true,
    arrange: refuses(404),
    end: (_, act) => (act === "create" ? "dead" : "written"),
  },
  {
    name: "finds the time taken (400)",
    arrange: refuses(400, taken),
    end: (name) => (name === "google" ? "dead" : "written"),
  },
  {
    name: "has a key that was taken back (401)",
    arrange({ credential, spoil }) {
      credential.isDead = true;
      spoil.before = () => (credential.isDead ? new Response("{}", { status: 401 }) : null);
    },
    end: () => "broken",
  },
];

const cases = (["google", "calcom"] as const).flatMap((name) =>
  faults.flatMap((fault) => (["create", "move", "cancel"] as const).map((act) => ({ name, fault, act }))),
);

function endOf({ account, rows }: VirtualAccount): End {
  if (account.isBroken) return "broken";
  const state = rows.get("apt")?.state;
  return state === "dead" || state === "waiting" ? state : "written";
}

describe("a change", () => {
  it.each(cases.map((each) => ({ ...each, title: `to ${each.act} at ${each.name} that ${each.fault.name}` })))(
    "$title ends as it shall, once",
    async ({ name, fault, act }) => {
      const world = aVirtualAccount(name);
      const { clock, want, run, rows, replay, spoil, credential } = world;
      want("other", START + 3 * DAY);
      if (acts[act].before) want("apt", START);
      await run(clock.now + 5 * MINUTE);
      const before = await world.standing();

      const known = rows.get("apt")?.known;
      if (fault.isGone && act === "cancel" && fault.end(name, act) === "written" && known) {
        await world.vendor.remove(world.target, { ...known, etag: null });
      }
      fault.arrange(world);
      want("apt", acts[act].to);
      await run(clock.now + 2 * HOUR);
      const end = endOf(world);
      expect({ end, error: rows.get("apt")?.lastError }).toMatchObject({ end: fault.end(name, act) });
      expect(await world.standing()).toEqual(end === "written" ? world.wanted() : before);

      // What was given up, or waited for somebody, is written once that is put right.
      Object.assign(spoil, { before: () => null, after: () => null });
      credential.isDead = false;
      replay();
      await run(clock.now + DAY);
      expect(endOf(world)).toBe("written");
      expect(await world.standing()).toEqual(world.wanted());
      expect(world.problems()).toEqual([]);
    },
  );
});

describe("a crash between the vendor's answer and our row", () => {
  it.each(["google", "calcom"] as const)("makes no second entry at %s, and leaves none behind", async (name) => {
    const world = aVirtualAccount(name);
    const { clock, want, run, rows } = world;
    const forget = () => {
      const row = rows.get("apt");
      if (row) Object.assign(row, { known: null, doneVersion: 0, state: "waiting", isBegun: name === "calcom", nextAttemptAt: clock.now }); // biome-ignore format: one line
    };
    want("apt", START);
    await run(clock.now + MINUTE);
    forget();
    await run(clock.now + MINUTE);
    expect(await world.standing()).toEqual(world.wanted());
    // Called off before anybody noted that it stands.
    forget();
    want("apt", null);
    await run(clock.now + MINUTE);
    expect(await world.standing()).toEqual([]);
  });

  it("has noted at Cal.com that it began, for there is no other way to know", async () => {
    const world = aVirtualAccount("calcom");
    const { clock, want, run, rows, spoil } = world;
    let begun: boolean | undefined;
    spoil.before = ({ method, path }) => {
      if (method === "POST" && path === "/v2/bookings") begun = rows.get("apt")?.isBegun;
      return null;
    };
    want("apt", START);
    await run(clock.now + MINUTE);
    expect(begun).toBe(true);
    expect(rows.get("apt")?.isBegun).toBe(false);
  });
});

it("what the host has at that time at Cal.com is waited for, and shown as taken", async () => {
  const world = aVirtualAccount("calcom");
  const { clock, want, run, rows, vendor, target } = world;
  const rival = await vendor.put(target, { ...(await import("./calcom-account.ts")).anEntry(), isFirstAttempt: true }, null); // biome-ignore format: one line
  if (!rival.ok) throw new Error(rival.error.reason);
  want("apt", START);
  await run(clock.now + HOUR);
  expect(rows.get("apt")).toMatchObject({ state: "waiting", lastError: "taken" });
  await vendor.remove(target, rival.value);
  await run(clock.now + DAY);
  expect(rows.get("apt")).toMatchObject({ state: "done" });
  expect(await world.standing()).toEqual(world.wanted());
});
