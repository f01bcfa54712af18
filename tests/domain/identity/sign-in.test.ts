import { describe, expect, it } from "vitest";
import { shownNetwork } from "../../../src/domain/identity/client-network.ts";
import { deviceLabel } from "../../../src/domain/identity/device-label.ts";
import { formatRecoveryCode, readRecoveryCode } from "../../../src/domain/identity/recovery-code.ts";
import { isSecondFactorRequired, stepAfter } from "../../../src/domain/identity/second-factor-rule.ts";
import { isSteppedUp } from "../../../src/domain/identity/session-life.ts";

describe("a second factor", () => {
  it.each([
    { role: "operator", requiredFor: [], environment: "development", required: true },
    { role: "owner", requiredFor: ["owner"], environment: "development", required: true },
    { role: "owner", requiredFor: [], environment: "development", required: false },
    { role: "owner", requiredFor: [], environment: "staging", required: true },
    { role: "owner", requiredFor: [], environment: "production", required: true },
    { role: "staff", requiredFor: ["owner"], environment: "production", required: false },
    { role: "staff", requiredFor: ["owner", "staff"], environment: "production", required: true },
  ] as const)("of $role with $requiredFor in $environment: $required", ({ required, ...rule }) => {
    expect(isSecondFactorRequired(rule)).toBe(required);
  });

  it.each(["password", "magic_link", "invitation"] as const)("is asked for after %s", (method) => {
    expect(stepAfter(method, { hasFactor: true, isRequired: true })).toBe("second_factor");
    expect(stepAfter(method, { hasFactor: true, isRequired: false })).toBe("second_factor");
    expect(stepAfter(method, { hasFactor: false, isRequired: true })).toBe("enrolment");
    expect(stepAfter(method, { hasFactor: false, isRequired: false })).toBe("open");
  });

  it("is in a passkey already", () => {
    for (const hasFactor of [true, false]) expect(stepAfter("passkey", { hasFactor, isRequired: true })).toBe("open");
  });
});

describe("a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0",
      "Edge · Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
      "Safari · macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
      "Safari · iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36",
      "Chrome · Android",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox · Linux"],
    ["<script>alert(1)</script>", ""],
    ["", ""],
  ])("is called by a few known words: %s", (userAgent, label) => {
    expect(deviceLabel(userAgent)).toBe(label);
  });

  it("has no name without a user agent, and takes no time with a long one", () => {
    expect(deviceLabel(undefined)).toBe("");
    expect(deviceLabel(`${"Version/".repeat(100_000)} Firefox/1`)).toBe("");
  });
});

describe("the network that is kept", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:7:9:1:2:3:4", "2001:db8:7::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["unknown", ""],
  ])("of %s is %j", (address, network) => {
    expect(shownNetwork(address)).toBe(network);
  });
});

describe("a recovery code", () => {
  it("is read however it was typed", () => {
    const code = formatRecoveryCode(new Uint8Array([0, 1, 2, 31, 30, 29, 10, 17, 18, 19]));
    expect(code).toBe("012ZY-XAHJK");
    for (const typed of ["012ZY-XAHJK", "012zyxahjk", " o12ZY XAHJK", "0I2ZY-XAHJK", "0L2ZY-XAHJK"]) {
      expect(readRecoveryCode(typed)).toBe(code);
    }
    for (const wrong of ["", "012ZY", "012ZY-XAHJU", "012ZY-XAHJKK"]) expect(readRecoveryCode(wrong)).toBeNull();
  });
});

it("a proof is fresh for ten minutes", () => {
  expect(isSteppedUp(0, 599_999)).toBe(true);
  expect(isSteppedUp(0, 600_000)).toBe(false);
  expect(isSteppedUp(null, 0)).toBe(false);
});
