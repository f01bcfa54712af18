import { describe, expect, it } from "vitest";
import { safeNextPath } from "../../../src/domain/identity/next-path.ts";

describe("abuse 28: safeNextPath", () => {
  it.each(["/app", "/app/", "/app/calls/cal_1", "/app?day=2026-11-24&view=week", "/app/live?since=3#now", "/app#x"])(
    "keeps %s",
    (path) => {
      expect(safeNextPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    undefined,
    "",
    "/",
    "/admin",
    "/application",
    "app",
    "//evil.example",
    "//evil.example/app",
    "/\\evil.example",
    "\\\\evil.example",
    "/app\\..\\evil",
    "/app//evil.example",
    "/app/..//evil.example",
    "/app/../login",
    "/app/%2e%2e/login",
    "/app/%2E%2E%2f/../..",
    "https://evil.example/app",
    "https:evil.example",
    "javascript:alert(1)",
    " /app",
    "/app\t/x",
    "/app\r\nSet-Cookie: a=b",
    "/app\u0000",
    "/app/\u202e",
    "/app@evil.example",
    ".evil.example/app",
    `/app/${"a".repeat(600)}`,
  ])("sends %j home", (path) => {
    expect(safeNextPath(path)).toBe("/app");
  });
});
