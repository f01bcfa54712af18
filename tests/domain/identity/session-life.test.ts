import { describe, expect, it } from "vitest";
import { isSessionAlive, isTouchDue, SESSION_IDLE_MS } from "../../../src/domain/identity/session-life.ts";

const MINUTE = 60_000;

describe("a session", () => {
  it("ends when idle for twelve hours", () => {
    const session = { lastSeenAt: 0, expiresAt: Number.MAX_SAFE_INTEGER };
    expect(isSessionAlive(session, SESSION_IDLE_MS - 1)).toBe(true);
    expect(isSessionAlive(session, SESSION_IDLE_MS)).toBe(false);
  });

  it("ends at its absolute limit however busy", () => {
    const session = { lastSeenAt: 99, expiresAt: 100 };
    expect(isSessionAlive(session, 99)).toBe(true);
    expect(isSessionAlive(session, 100)).toBe(false);
  });

  it("is touched at most every five minutes", () => {
    const session = { lastSeenAt: 0, expiresAt: 1 };
    expect(isTouchDue(session, 5 * MINUTE - 1)).toBe(false);
    expect(isTouchDue(session, 5 * MINUTE)).toBe(true);
  });
});
