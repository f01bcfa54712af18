import { describe, expect, it } from "vitest";
import { liveState, PATIENCE_MS } from "../../../src/dashboard/live/live-state.ts";

const open = { open: true, lastHeardAt: 1_000, lostAt: null };
const lost = { open: false, lastHeardAt: 500, lostAt: 1_000 };

describe("liveState", () => {
  it("is live only while every socket is open", () => {
    expect(liveState([open, open], 2_000, true).state).toBe("live");
    expect(liveState([open, lost], 2_000, true).state).toBe("reconnecting");
  });

  it("says since when it is stale, once patience is over", () => {
    expect(liveState([open, lost], 1_000 + PATIENCE_MS, true)).toEqual({ state: "stale", since: 500 });
  });

  it("is stale at once when the machine is offline, even while sockets have not noticed", () => {
    expect(liveState([open], 2_000, false).state).toBe("stale");
  });

  it("is not live before the first socket has opened", () => {
    expect(liveState([], 2_000, true)).toEqual({ state: "reconnecting", since: null });
  });
});
