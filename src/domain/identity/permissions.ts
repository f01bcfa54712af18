import { type Role, role } from "../../contracts/identity.ts";
import type { StaffId } from "../ids.ts";
import type { KeyMode } from "./api-key.ts";
import type { Sight } from "./sight.ts";

const everyone = role.options;

/** Who may do what: the one table. Nothing else in the product compares roles. */
const rolesAllowed = {
  "calendar:read": everyone,
  "appointments:read": everyone,
  "appointments:write": ["owner", "manager", "staff"],
  "appointments:override": ["owner", "manager"],
  "appointments:import": ["owner", "manager"],
  "calls:read": everyone,
  // What callers left to be done.
  "calls:write": ["owner", "manager", "staff"],
  "customers:read": everyone,
  "customers:write": ["owner", "manager", "staff"],
  // What is erased comes back for nobody.
  "customers:erase": ["owner", "manager"],
  // Who has asked for something and not booked yet.
  "leads:read": everyone,
  "leads:write": ["owner", "manager", "staff"],
  "leads:import": ["owner", "manager"],
  "leads:erase": ["owner", "manager"],
  // What writes and calls by itself spends the business's money.
  "sequences:read": ["owner", "manager"],
  "sequences:write": ["owner", "manager"],
  "connections:read": ["owner", "manager"],
  "connections:write": ["owner"],
  // Feeds tell names to whoever has their address, and foreign calendars take staff's time.
  "calendars:read": ["owner", "manager"],
  "calendars:write": ["owner", "manager"],
  // What customers are told and what they answer. Who may send spends the business's money.
  "messages:read": ["owner", "manager"],
  "messages:write": ["owner", "manager"],
  "audit:read": ["owner", "manager"],
  // Whole tables as files, of what one may read anyway: who leaves the business must not take its customers along.
  "data:export": ["owner", "manager"],
  "catalogue:read": everyone,
  "catalogue:write": ["owner", "manager"],
  "live:read": everyone,
  // What the agents on the phone know, whom they put through, and whom they turn away.
  "voice:read": ["owner", "manager"],
  "voice:write": ["owner", "manager"],
  // What the business shows of itself to strangers.
  "settings:read": everyone,
  "settings:write": ["owner", "manager"],
  "api-keys:read": ["owner", "manager"],
  "api-keys:write": ["owner", "manager"],
  // Who may send a business's events elsewhere can read them all.
  "webhooks:read": ["owner", "manager"],
  "webhooks:write": ["owner", "manager"],
  "team:read": ["owner", "manager"],
  "team:write": ["owner", "manager"],
  // One's own sessions and factors. Routes ask who is signed in, besides.
  "account:read": everyone,
  "account:write": everyone,
  // What the business demands of its users' sign-ins, and who of the operators looked in.
  "security:read": ["owner"],
  "security:write": ["owner"],
  // The platform's own. No role of a tenant has them; only an operator's key does.
  "operations:read": [],
  "operations:write": [],
  // Destroys what nobody can bring back: a key of the platform needs this by name.
  "operations:erase": [],
} as const satisfies Record<string, readonly Role[]>;

/** Never in a key's scopes: what software may do is decided by people, and a stolen key must not make others. */
const usersOnly: readonly Permission[] = [
  "api-keys:read",
  "api-keys:write",
  "connections:write",
  "calendars:write",
  "customers:erase",
  "leads:erase",
  "team:read",
  "team:write",
  "account:read",
  "account:write",
  "security:read",
  "security:write",
];

/**
 * What an operator can do inside a tenant. What is missing here (settings of security, keys, the team, billing) is out
 * of their reach, and so is every new permission until somebody decides otherwise.
 */
const inside: Record<"read" | "write", readonly Permission[]> = {
  read: ["calendar:read", "appointments:read", "calls:read", "customers:read", "catalogue:read", "live:read"],
  write: ["appointments:write", "appointments:override", "catalogue:write"],
};

export type Permission = keyof typeof rolesAllowed;
export type Permissions = ReadonlySet<Permission>;

export const permissions = Object.keys(rolesAllowed) as Permission[]; // the keys are the union

export const operatorPermissions = permissions.filter(isOperatorPermission);
export const tenantPermissions = permissions.filter((name) => !isOperatorPermission(name));

/** What a tenant's key can be allowed. */
export const keyPermissions = tenantPermissions.filter((name) => !usersOnly.includes(name));

/** Who sees their own calendar alone, unless the user is allowed all. */
const ownCalendarOnly: readonly Role[] = ["staff"];

const byRole = new Map<Role, Permissions>(
  role.options.map((name) => [name, new Set(permissions.filter((each) => isAllowed(each, name)))]),
);

export function permissionsOf(name: Role): Permissions {
  return byRole.get(name) ?? new Set();
}

type Member = { role: Role; staffId: StaffId | null; seesAllCalendars: boolean };

export function sightOfMember({ role: own, staffId, seesAllCalendars }: Member): Sight {
  return seesAllCalendars || !ownCalendarOnly.includes(own) ? "all" : { staffId };
}

/** Of an operator who is signed in to the platform. They have no permission of any tenant. */
export const operatorAtHome: Permissions = new Set<Permission>([
  ...operatorPermissions,
  "account:read",
  "account:write",
]);

/** Of an operator inside a tenant. */
export function permissionsInside(mode: "read" | "write"): Permissions {
  return new Set(mode === "read" ? inside.read : [...inside.read, ...inside.write]);
}

/**
 * What the stored scopes of an API key allow. A tenant's key never reaches the platform and an operator's key never
 * reaches into a tenant, whatever is stored; a test key never changes anything. Scopes that this version does not know
 * are ignored.
 */
export function permissionsOfKey(scopes: readonly string[], owner: "tenant" | "operator", mode: KeyMode): Permissions {
  const possible = owner === "tenant" ? keyPermissions : operatorPermissions;
  return new Set(possible.filter((name) => scopes.includes(name) && isPossibleIn(mode, name)));
}

/** Test keys lie about in laptops and build servers: what they do must reach no calendar and no customer. */
export function isPossibleIn(mode: KeyMode, name: Permission): boolean {
  return mode === "live" || name.endsWith(":read");
}

/** The scopes that somebody with these permissions may not give to a key. */
export function scopesBeyond(own: Permissions, scopes: readonly string[]): string[] {
  const given: ReadonlySet<string> = own;
  return scopes.filter((name) => !given.has(name));
}

function isAllowed(name: Permission, wanted: Role): boolean {
  const allowed: readonly Role[] = rolesAllowed[name];
  return allowed.includes(wanted);
}

function isOperatorPermission(name: Permission): boolean {
  return name.startsWith("operations:");
}
