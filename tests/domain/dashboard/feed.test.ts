import { describe, expect, it } from "vitest";
import type { FeedFrame } from "../../../src/contracts/live.ts";
import { addFeedItem, FEED_LIMIT, type FeedItem } from "../../../src/dashboard/feed/feed-items.ts";
import { staleKeys } from "../../../src/dashboard/feed/stale-keys.ts";

const frame = (seq: number, event: object): FeedFrame =>
  ({ type: "event", seq, at: "2026-11-24T10:00:00+01:00", event }) as unknown as FeedFrame;
const call = (seq: number, type: string, callId = "cal_1") => frame(seq, { type, callId, branchId: "brn_1" });
const booked = (seq: number, callId: string | null) =>
  frame(seq, { type: "appointment_booked", appointmentId: "apt_1", branchId: "brn_1", callId });
const fill = (frames: FeedFrame[]) => frames.reduce<FeedItem[]>((items, one) => addFeedItem(items, one, true), []);

describe("addFeedItem", () => {
  it("keeps the newest first, whatever order they come in, each once", () => {
    const items = fill([call(2, "call_ended"), call(1, "call_started"), call(2, "call_ended"), booked(3, null)]);
    expect(items.map((item) => item.seq)).toEqual([3, 2, 1]);
  });

  it("does not list the progress of a call", () => {
    expect(fill([call(1, "call_updated"), call(2, "call_analyzed")])).toEqual([]);
  });

  it("is bounded", () => {
    const items = fill(Array.from({ length: FEED_LIMIT + 20 }, (_, index) => call(index + 1, "call_started")));
    expect(items).toHaveLength(FEED_LIMIT);
    expect(items[0]?.seq).toBe(FEED_LIMIT + 20);
  });
});

describe("staleKeys", () => {
  it("names a call's own query for its progress, and no list", () => {
    expect(staleKeys([call(1, "call_updated"), call(2, "call_updated")], new Set(["cal_1"]))).toEqual([
      ["call", "cal_1"],
    ]);
  });

  it("names the lists too when the call is not on them yet", () => {
    expect(staleKeys([call(1, "call_updated")], new Set())).toContainEqual(["calls"]);
  });

  it("names the lists when calls begin, end or are analysed", () => {
    for (const type of ["call_started", "call_ended", "call_analyzed"]) {
      expect(staleKeys([call(1, type)], new Set(["cal_1"]))).toContainEqual(["calls"]);
    }
  });

  it("names the call that an appointment came from, so that its card shows it", () => {
    expect(staleKeys([booked(1, "cal_9")], new Set())).toEqual([["call", "cal_9"]]);
    expect(staleKeys([booked(1, null)], new Set())).toEqual([]);
  });

  it("names the inbox for what was written", () => {
    const written = frame(1, { type: "conversation_changed", conversationId: "cnv_1" });
    expect(staleKeys([written], new Set())).toEqual([["inbox"]]);
  });

  it("names the calendars outside when an account changed", () => {
    const broken = frame(1, { type: "calendar_account_changed", accountId: "cac_1" });
    expect(staleKeys([broken], new Set())).toEqual([["integrations"]]);
  });

  it("names everything after a resync", () => {
    const keys = [["calls"], ["call"], ["callbacks"], ["inbox"], ["alerts"], ["integrations"]];
    expect(staleKeys([{ type: "resync", seq: 5 }], new Set())).toEqual(keys);
  });
});
