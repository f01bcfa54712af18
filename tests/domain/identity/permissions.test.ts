import { describe, expect, it } from "vitest";
import { role } from "../../../src/contracts/identity.ts";
import {
  keyPermissions,
  operatorPermissions,
  type Permission,
  permissions,
  permissionsInside,
  permissionsOf,
  permissionsOfKey,
  scopesBeyond,
  tenantPermissions,
} from "../../../src/domain/identity/permissions.ts";

/** Written out by hand, so that a change of the table is a decision and not an accident. */
const matrix: Record<Permission, string> = {
  "calendar:read": "owner manager staff viewer",
  "appointments:read": "owner manager staff viewer",
  "appointments:write": "owner manager staff",
  "appointments:override": "owner manager",
  "appointments:import": "owner manager",
  "calls:read": "owner manager staff viewer",
  "calls:write": "owner manager staff",
  "customers:read": "owner manager staff viewer",
  "customers:write": "owner manager staff",
  "customers:erase": "owner manager",
  "leads:read": "owner manager staff viewer",
  "leads:write": "owner manager staff",
  "leads:import": "owner manager",
  "leads:erase": "owner manager",
  "sequences:read": "owner manager",
  "sequences:write": "owner manager",
  "connections:read": "owner manager",
  "connections:write": "owner",
  "calendars:read": "owner manager",
  "calendars:write": "owner manager",
  "messages:read": "owner manager",
  "messages:write": "owner manager",
  "audit:read": "owner manager",
  "data:export": "owner manager",
  "catalogue:read": "owner manager staff viewer",
  "catalogue:write": "owner manager",
  "live:read": "owner manager staff viewer",
  "voice:read": "owner manager",
  "voice:write": "owner manager",
  "settings:read": "owner manager staff viewer",
  "settings:write": "owner manager",
  "api-keys:read": "owner manager",
  "api-keys:write": "owner manager",
  "webhooks:read": "owner manager",
  "webhooks:write": "owner manager",
  "team:read": "owner manager",
  "team:write": "owner manager",
  "account:read": "owner manager staff viewer",
  "account:write": "owner manager staff viewer",
  "security:read": "owner",
  "security:write": "owner",
  "operations:read": "",
  "operations:write": "",
  "operations:erase": "",
};

describe("permissions", () => {
  it.each(permissions)("%s belongs to exactly these roles", (name) => {
    expect(role.options.filter((each) => permissionsOf(each).has(name)).join(" ")).toBe(matrix[name]);
  });

  it("split into the tenant's and the operator's without a rest", () => {
    expect([...tenantPermissions, ...operatorPermissions].sort()).toEqual([...permissions].sort());
    expect(operatorPermissions).toEqual(["operations:read", "operations:write", "operations:erase"]);
  });

  it("of a key are its scopes, but never the other side's", () => {
    expect([...permissionsOfKey(["calls:read", "operations:write", "no:such"], "tenant", "live")]).toEqual([
      "calls:read",
    ]);
    expect([...permissionsOfKey(["calls:read", "operations:write"], "operator", "live")]).toEqual(["operations:write"]);
    expect(permissionsOfKey([], "tenant", "live").size).toBe(0);
  });

  it("of a key never include what only people may do", () => {
    expect(permissionsOfKey(permissions, "tenant", "live")).toEqual(new Set(keyPermissions));
    expect(keyPermissions.filter((name) => /^api-keys:|^connections:write/.test(name))).toEqual([]);
  });

  it("of an operator inside a tenant never reach its security, its keys or the platform", () => {
    const reach = [...permissionsInside("write")];
    expect(reach.filter((name) => /^(account|api-keys|security|operations):/.test(name))).toEqual([]);
    expect([...permissionsInside("read")].filter((name) => !name.endsWith(":read"))).toEqual([]);
    expect(reach).toContain("appointments:write");
  });

  it("beyond one's own are named", () => {
    const scopes = ["calls:read", "appointments:write", "no:such"];
    expect(scopesBeyond(permissionsOf("viewer"), scopes)).toEqual(["appointments:write", "no:such"]);
    expect(scopesBeyond(permissionsOf("owner"), keyPermissions)).toEqual([]);
  });

  it("of a test key only read", () => {
    const scopes = ["calls:read", "appointments:read", "appointments:write", "catalogue:write"];
    expect([...permissionsOfKey(scopes, "tenant", "test")].sort()).toEqual(["appointments:read", "calls:read"]);
    expect([...permissionsOfKey(permissions, "operator", "test")]).toEqual(["operations:read"]);
  });
});
