import { describe, expect, it } from "vitest";
import { role } from "../../../src/contracts/identity.ts";
import { mayDecideAbout, mayGive } from "../../../src/domain/identity/team-rules.ts";
import type { UserId } from "../../../src/domain/ids.ts";

const [me, other] = ["usr_1" as UserId, "usr_2" as UserId];

describe("who decides about whom (abuse case 4)", () => {
  it("is a matrix: owners about all, managers about staff and viewers, others about nobody", () => {
    const matrix = Object.fromEntries(
      role.options.map((own) => [own, role.options.filter((wanted) => mayGive(own, wanted).ok)]),
    );
    expect(matrix).toEqual({
      owner: ["owner", "manager", "staff", "viewer"],
      manager: ["staff", "viewer"],
      staff: [],
      viewer: [],
    });
  });

  it.each(role.options)("is never oneself, as %s", (own) => {
    expect(mayDecideAbout({ id: me, role: own }, { id: me, role: own })).toMatchObject({
      error: { reason: "own_account" },
    });
  });

  it("makes owners a matter of owners", () => {
    const manager = { id: me, role: "manager" as const };
    expect(mayDecideAbout(manager, { id: other, role: "owner" })).toMatchObject({ error: { reason: "owners_only" } });
    expect(mayDecideAbout(manager, { id: other, role: "manager" })).toMatchObject({
      error: { reason: "beyond_your_role" },
    });
  });
});
