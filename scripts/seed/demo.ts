import { createTenantKey, openVault } from "../../src/db/vault.ts";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import type { BranchId, ServiceId, StaffId } from "../../src/domain/ids.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { type DemoAppointment, demoAppointments } from "./appointments.ts";
import {
  CONNECTION_ID,
  MITTE,
  OWNER,
  RECEPTION,
  RETELL_AGENT_ID,
  TENANT,
  VAPI_ASSISTANT_ID,
  VAPI_CONNECTION_ID,
  VAPI_PHONE,
} from "./business.ts";
import { type DemoCall, demoCalls } from "./calls.ts";
import { conversationRows } from "./conversations.ts";
import type { DemoCredentials } from "./credentials.ts";
import { leadRows } from "./leads.ts";
import { demoCustomers, type Person } from "./people.ts";
import {
  apiKeyRows,
  callRow,
  catalogueRows,
  customerRow,
  type DemoRows,
  foundedAt,
  telephonyRows,
  userRows,
} from "./rows.ts";
import { demoRulebooks } from "./rulebooks.ts";
import { senderRows } from "./senders.ts";

export type DemoOptions = { now: EpochMs; masterKey: string; pepper: string; credentials: DemoCredentials };
type BranchIds = { id: BranchId; name: string; serviceIds: ServiceId[]; staffIds: StaffId[] };

export type Demo = {
  rows: DemoRows;
  /** For the branches' calendar objects to import, once the rows are stored. */
  appointments: { branchId: BranchId; appointments: DemoAppointment[] }[];
  login: { email: string; password: string };
  /** Another user, of role `staff`, with the same password. */
  staffLogin: { email: string; password: string };
  keys: { tenantApiKey: string; operatorApiKey: string };
  retell: { connectionId: string; apiKey: string; agentId: string; phoneNumber: string };
  vapi: { connectionId: string; apiKey: string; hmacSecret: string; assistantId: string; phoneNumber: string };
  /** `branchId`, `serviceIds` and `staffIds` are those of the main branch, which offers everything. */
  ids: {
    tenantId: string;
    tenantSlug: string;
    branchId: BranchId;
    serviceIds: ServiceId[];
    staffIds: StaffId[];
    branches: BranchIds[];
  };
};

export type DemoFacts = {
  rulebooks: Rulebook[];
  customers: Person[];
  appointments: Demo["appointments"];
  calls: DemoCall[];
};

/** The demo in plain text: the same for the same `now`, on every machine. */
export function demoFacts(now: EpochMs): DemoFacts {
  const rulebooks = demoRulebooks(now);
  const customers = demoCustomers(now);
  const plans = rulebooks.map((rules) => ({ rules, appointments: demoAppointments(rules, customers, now) }));
  const calls = demoCalls(plans, customers, now);
  const appointments = plans.map(({ rules, appointments: own }) => ({ branchId: rules.branchId, appointments: own }));
  return { rulebooks, customers, appointments, calls };
}

/** The demo sealed under a new tenant key and with the machine's own credentials, ready to be stored. */
export async function buildDemo(options: DemoOptions): Promise<Demo> {
  const { credentials } = options;
  const facts = demoFacts(options.now);
  const login = { email: OWNER.email, password: credentials.ownerPassword };
  return {
    rows: await demoRows(facts, options),
    appointments: facts.appointments,
    login,
    staffLogin: { ...login, email: RECEPTION.email },
    keys: { tenantApiKey: credentials.tenantApiKey, operatorApiKey: credentials.operatorApiKey },
    retell: {
      connectionId: CONNECTION_ID,
      apiKey: credentials.retellApiKey,
      agentId: RETELL_AGENT_ID,
      phoneNumber: MITTE.phone,
    },
    vapi: {
      connectionId: VAPI_CONNECTION_ID,
      apiKey: credentials.vapiApiKey,
      hmacSecret: credentials.vapiHmacSecret,
      assistantId: VAPI_ASSISTANT_ID,
      phoneNumber: VAPI_PHONE,
    },
    ids: demoIds(facts.rulebooks),
  };
}

async function demoRows(facts: DemoFacts, { now, masterKey, pepper, credentials }: DemoOptions): Promise<DemoRows> {
  const createdAt = foundedAt(now);
  const wrappedKey = await createTenantKey(masterKey, TENANT.id);
  const vault = await openVault(masterKey, TENANT.id, wrappedKey);
  const password = credentials.ownerPassword;
  const seal = (row: string, secret: string) => vault.seal({ purpose: "connection.secret", row }, secret);
  const sealed = {
    retell: await seal(CONNECTION_ID, credentials.retellApiKey),
    vapi: await seal(VAPI_CONNECTION_ID, JSON.stringify({ method: "hmac", secret: credentials.vapiHmacSecret })),
    vapiKey: await vault.seal(
      { purpose: "connection.api_key", row: VAPI_CONNECTION_ID },
      JSON.stringify({ apiKey: credentials.vapiApiKey, webhookCredential: null }),
    ),
  };
  return {
    // A login in one step: only development lets owners off their second factor.
    tenants: [{ ...TENANT, wrappedKey, requireSecondFactorFor: [], tier: "pro", createdAt }],
    ...catalogueRows(facts.rulebooks, createdAt),
    ...telephonyRows(facts.rulebooks, sealed, createdAt),
    messageSenders: await senderRows(vault, TENANT.id, createdAt),
    ...(await leadRows(vault, now)),
    customers: await Promise.all(facts.customers.map((person) => customerRow(vault, person))),
    calls: await Promise.all(facts.calls.map((call) => callRow(vault, call))),
    ...(await conversationRows(vault, facts.customers, now)),
    users: await userRows({ vault, masterKey, pepper, password, createdAt }),
    // Made now, unlike the business: `npm start` reads from them when the demo was made.
    apiKeys: await apiKeyRows(credentials, now),
  };
}

function demoIds(rulebooks: Rulebook[]): Demo["ids"] {
  const branches = rulebooks.map(({ branchId: id, branchName: name, services, staff }) => ({
    id,
    name,
    serviceIds: services.map((service) => service.id),
    staffIds: staff.map((member) => member.id),
  }));
  const main = branches.find((branch) => branch.id === MITTE.id);
  const { serviceIds = [], staffIds = [] } = main ?? {};
  return { tenantId: TENANT.id, tenantSlug: TENANT.slug, branchId: MITTE.id, serviceIds, staffIds, branches };
}
