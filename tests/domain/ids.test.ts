import fc from "fast-check";
import { UUID } from "uuidv7";
import { describe, expect, it } from "vitest";
import { appointmentId, branchId, earliestId, formatId, tenantId } from "../../src/domain/ids.ts";

const sixteenBytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe("formatId", () => {
  it.each([
    ["zeros", 0, `ten_${"0".repeat(26)}`],
    ["ones", 255, `ten_7${"z".repeat(25)}`],
  ])("writes 128 bits of %s in 26 digits", (_, byte, id) => {
    expect(formatId("ten", new Uint8Array(16).fill(byte))).toBe(id);
  });

  it("makes ids that its schema takes", () => {
    fc.assert(
      fc.property(sixteenBytes, (bytes) => {
        const id = formatId("apt", bytes);
        expect(appointmentId.parse(id)).toBe(id);
      }),
    );
  });

  it("makes ids that sort as their bytes do, and differ when they differ", () => {
    fc.assert(
      fc.property(sixteenBytes, sixteenBytes, (left, right) => {
        const byId = Math.sign(compare(formatId("apt", left), formatId("apt", right)));
        expect(byId).toBe(Math.sign(Buffer.compare(left, right)));
      }),
    );
  });
});

describe("earliestId", () => {
  const at = Date.UTC(2026, 10, 29, 18, 0, 0, 1);
  const made = (time: number) => formatId("fnc", UUID.fromFieldsV7(time, 0, 0, 0).bytes);

  it("sorts after all that was made before, and not after what is made then", () => {
    expect(made(at - 1) < earliestId("fnc", at)).toBe(true);
    expect(made(at) >= earliestId("fnc", at)).toBe(true);
  });
});

describe("an id from outside", () => {
  const good = formatId("brn", new Uint8Array(16).fill(7));

  it.each([
    ["of another kind", good.replace("brn_", "ten_")],
    ["without prefix", good.slice(4)],
    ["that is too short", good.slice(0, -1)],
    ["that is too long", `${good}0`],
    ["in capitals", good.toUpperCase()],
    ["of more than 128 bits", `brn_8${good.slice(5)}`],
    ["with a letter that looks like a digit", `${good.slice(0, -1)}l`],
    ["with a line break", `${good}\n`],
    ["with a quote", `${good.slice(0, -1)}'`],
    ["that is empty", ""],
    ["that is only a prefix", "brn_"],
    ["that is no text", 7],
  ])("%s is refused", (_, value) => {
    expect(branchId.safeParse(value).success).toBe(false);
  });

  it("is refused with its rule and without its value", () => {
    const answer = tenantId.safeParse("ten_canary");
    expect(answer.error?.issues[0]?.message).toBe('must be an id that starts with "ten_"');
    expect(answer.error?.message).not.toContain("canary");
  });

  it("however strange, is refused without a fault", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(branchId.safeParse(value).success).toBe(false);
      }),
    );
  });
});

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
