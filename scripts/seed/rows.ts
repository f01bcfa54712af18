import type * as schema from "../../src/db/schema/index.ts";
import type { Vault } from "../../src/db/vault.ts";
import { loginIndex } from "../../src/db/vault.ts";
import type { Rulebook, ServicePolicy, ServiceRules } from "../../src/domain/booking/rulebook.ts";
import { shownPartsOf } from "../../src/domain/identity/api-key.ts";
import { keyPermissions, operatorPermissions } from "../../src/domain/identity/permissions.ts";
import { DAY_MS, type EpochMs } from "../../src/domain/time.ts";
import { hashPassword } from "../../src/use-cases/identity/password.ts";
import { hashToken } from "../../src/use-cases/identity/token.ts";
import {
  CONNECTION_ID,
  MITTE,
  OWNER,
  RECEPTION,
  TENANT,
  VAPI_ASSISTANT_ID,
  VAPI_CONNECTION_ID,
  VAPI_PHONE,
} from "./business.ts";
import type { DemoCall } from "./calls.ts";
import type { DemoCredentials } from "./credentials.ts";
import { seededHex, seededId } from "./dice.ts";
import type { Person } from "./people.ts";

type Row<Table extends keyof typeof schema> = (typeof schema)[Table]["$inferInsert"];

export type DemoRows = {
  tenants: Row<"tenants">[];
  branches: Row<"branches">[];
  services: Row<"services">[];
  staff: Row<"staff">[];
  serviceStaff: Row<"serviceStaff">[];
  openingHours: Row<"openingHours">[];
  hoursExceptions: Row<"hoursExceptions">[];
  resources: Row<"resources">[];
  timeOff: Row<"timeOff">[];
  customers: Row<"customers">[];
  connections: Row<"connections">[];
  phoneNumbers: Row<"phoneNumbers">[];
  messageSenders: Row<"messageSenders">[];
  messages: Row<"messages">[];
  conversations: Row<"conversations">[];
  leads: Row<"leads">[];
  leadEvents: Row<"leadEvents">[];
  sequences: Row<"sequences">[];
  voiceAgents: Row<"voiceAgents">[];
  users: Row<"users">[];
  apiKeys: Row<"apiKeys">[];
  calls: Row<"calls">[];
};

type Catalogue = Pick<
  DemoRows,
  "branches" | "services" | "staff" | "serviceStaff" | "openingHours" | "hoursExceptions" | "resources" | "timeOff"
>;

const tenantId = TENANT.id;

export function catalogueRows(rulebooks: Rulebook[], createdAt: EpochMs): Catalogue {
  const each = <T>(rows: (rules: Rulebook) => T[]): T[] => rulebooks.flatMap(rows);
  return {
    // The main branch is the older one: lists show it first.
    branches: rulebooks.map((rules, index) => branchRow(rules, createdAt + index)),
    services: each(({ branchId, services }) =>
      // `staffIds` and others come along: they are no columns, so drizzle leaves them out.
      services.map((service, position) => {
        return { ...service, policy: policyOf(service), tenantId, branchId, position, createdAt };
      }),
    ),
    staff: each(({ branchId, staff }) =>
      staff.map(({ id, name, hours }, position) => {
        return { tenantId, id, branchId, name, followsBranchHours: hours === null, position, createdAt };
      }),
    ),
    serviceStaff: each(({ services }) =>
      services.flatMap(({ id: serviceId, staffIds }) =>
        staffIds.map((staffId, position) => ({ tenantId, serviceId, staffId, position })),
      ),
    ),
    openingHours: each(hoursOwners).flatMap(({ ownerId, hours }) =>
      hours.weekly.map((span) => ({ tenantId, ownerId, ...span, validFrom: span.validFrom ?? "" })),
    ),
    hoursExceptions: each(hoursOwners).flatMap(({ ownerId, hours }) =>
      hours.exceptions.map((exception) => ({ tenantId, ownerId, ...exception })),
    ),
    resources: each(({ branchId, resources }) =>
      resources.map((resource) => ({ ...resource, tenantId, branchId, createdAt })),
    ),
    timeOff: each(({ staff }) => staff).flatMap(({ id: staffId, timeOff }) =>
      timeOff.map((away) => {
        return { ...away, tenantId, id: seededId("tof", `${staffId}|${away.fromDate}`), staffId, createdAt };
      }),
    ),
  };
}

export function telephonyRows(
  rulebooks: Rulebook[],
  sealed: { retell: string; vapi: string; vapiKey: string },
  createdAt: EpochMs,
): Pick<DemoRows, "connections" | "phoneNumbers" | "voiceAgents"> {
  const base = { tenantId, createdAt };
  const atVapi = { ...base, connectionId: VAPI_CONNECTION_ID, branchId: MITTE.id };
  const place = { ...base, defaultBranchId: MITTE.id };
  return {
    connections: [
      { ...place, id: CONNECTION_ID, name: "Retell", provider: "retell", sealedSecret: sealed.retell },
      {
        ...place,
        id: VAPI_CONNECTION_ID,
        name: "Vapi",
        provider: "vapi",
        sealedSecret: sealed.vapi,
        sealedApiKey: sealed.vapiKey,
      },
    ],
    phoneNumbers: [
      ...rulebooks.map(({ branchId, phone }) => {
        return { ...base, id: seededId("num", branchId), e164: phone ?? "", connectionId: CONNECTION_ID, branchId };
      }),
      { ...atVapi, id: seededId("num", "vapi"), e164: VAPI_PHONE },
    ],
    voiceAgents: [{ ...atVapi, agentId: VAPI_ASSISTANT_ID }],
  };
}

export async function customerRow(vault: Vault, person: Person): Promise<Row<"customers">> {
  const { id, name, phone, email, createdAt } = person;
  const contact = JSON.stringify({ name, phone, email, notes: null });
  return {
    tenantId,
    id,
    phoneIndex: await vault.phoneIndex(phone),
    emailIndex: email === null ? null : await vault.emailIndex(email),
    sealedContact: await vault.seal({ purpose: "customer.contact", row: id }, contact),
    language: "de",
    createdAt,
    updatedAt: createdAt,
  };
}

export async function callRow(vault: Vault, { secrets, ...call }: DemoCall): Promise<Row<"calls">> {
  return {
    ...call,
    tenantId,
    connectionId: CONNECTION_ID,
    provider: "retell",
    direction: "inbound",
    status: "ended",
    durationMs: call.endedAt - call.startedAt,
    agentId: `agent_${seededHex(`retell|${call.branchId}`, 30)}`,
    phoneIndex: secrets.fromNumber === null ? null : await vault.phoneIndex(secrets.fromNumber),
    sealed: await vault.seal({ purpose: "call", row: call.id }, JSON.stringify({ ...secrets, stages: {} })),
    version: 1,
    createdAt: call.startedAt,
    updatedAt: call.endedAt,
  };
}

type UserSecrets = { vault: Vault; masterKey: string; pepper: string; password: string; createdAt: EpochMs };

export async function userRows({
  vault,
  masterKey,
  pepper,
  password,
  createdAt,
}: UserSecrets): Promise<Row<"users">[]> {
  const people = [
    { ...OWNER, role: "owner" as const, seesAllCalendars: false },
    // The desk books for all of them.
    { ...RECEPTION, role: "staff" as const, seesAllCalendars: true },
  ];
  return Promise.all(
    people.map(async ({ name, email, ...rights }) => {
      const id = seededId("usr", email);
      const sealedProfile = await vault.seal({ purpose: "user.profile", row: id }, JSON.stringify({ name, email }));
      const emailIndex = await loginIndex(masterKey, email);
      const passwordHash = await hashPassword(pepper, password);
      const stored = { tenantId, id, emailIndex, sealedProfile, passwordHash };
      return { ...stored, ...rights, language: "de" as const, createdAt };
    }),
  );
}

export async function apiKeyRows(credentials: DemoCredentials, createdAt: EpochMs): Promise<Row<"apiKeys">[]> {
  const keys = [
    { tenantId, name: "Demo", key: credentials.tenantApiKey, scopes: keyPermissions },
    { tenantId: null, name: "Demo operator", key: credentials.operatorApiKey, scopes: operatorPermissions },
  ];
  return Promise.all(
    keys.map(async ({ key, ...row }) => {
      const id = seededId("key", row.name);
      return { ...row, ...shownPartsOf(key), id, secretHash: await hashToken(key), createdAt };
    }),
  );
}

export function foundedAt(now: EpochMs): EpochMs {
  return now - 730 * DAY_MS;
}

function branchRow(rules: Rulebook, createdAt: EpochMs): Row<"branches"> {
  const { branchId: id, branchName: name, timeZone, language, address, phone, version: rulebookVersion } = rules;
  const { holidayRegion } = rules.hours;
  return { tenantId, id, name, timeZone, language, address, phone, holidayRegion, rulebookVersion, createdAt };
}

/** What is usual is left out. */
function policyOf({ resources }: ServiceRules): ServicePolicy {
  return resources.length === 0 ? {} : { resources };
}

function hoursOwners({ branchId, hours, staff }: Rulebook) {
  const members = staff.map((member) => ({ ownerId: member.id, hours: member.hours }));
  return [{ ownerId: branchId, hours }, ...members].flatMap(({ ownerId, hours: own }) =>
    own === null ? [] : [{ ownerId, hours: own }],
  );
}
