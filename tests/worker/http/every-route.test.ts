import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { role } from "../../../src/contracts/identity.ts";
import { type Permission, permissionsOf } from "../../../src/domain/identity/permissions.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { createApp } from "../../../src/http/app.ts";
import { harmlessPosts } from "../../../src/http/harmless-posts.ts";
import { examples } from "../../../src/http/openapi/examples.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { anAgentVersion, numberIdOf } from "../../support/worker/agents.ts";
import { foreignIdFor, type IdField, idFieldsOf, nobodysId, withId } from "../../support/worker/body-ids.ts";
import { aCalendarAccount } from "../../support/worker/calendar-accounts.ts";
import { someCalendars } from "../../support/worker/calendars.ts";
import { aCallbackTask } from "../../support/worker/callbacks.ts";
import { addResource, addTimeOff } from "../../support/worker/catalogue.ts";
import { aBooking, aHold, anImported, inTenDays } from "../../support/worker/commands.ts";
import { aConversation, whatsappSecret } from "../../support/worker/conversations.ts";
import {
  type ApiRequest,
  aKey,
  aKeyId,
  anInvitationId,
  anOperatorKey,
  anOperatorKeyId,
  aSession,
  aSessionId,
  aUserId,
  problemOf,
  request,
} from "../../support/worker/credentials.ts";
import { DescribedAnswers } from "../../support/worker/described-answers.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { ExampleBook } from "../../support/worker/example-book.ts";
import { aFeedback } from "../../support/worker/feedback.ts";
import { aSeries } from "../../support/worker/groups.ts";
import { aKnowledgeEntry, aVoiceDesk } from "../../support/worker/knowledge.ts";
import { aLeadId, aLeadImport, anEnrolment } from "../../support/worker/leads.ts";
import { anAlert, anOutboundCall } from "../../support/worker/on-call.ts";
import {
  describedOperations,
  fillPath,
  inputOf,
  type Operation,
  type PathIds,
  RENEW_OPENAPI,
  readDocument,
} from "../../support/worker/openapi.ts";
import { aDeadLetter, aQuarantinedEvent } from "../../support/worker/quarantine.ts";
import { aReceiver } from "../../support/worker/receiver.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { countRows, rawRows } from "../../support/worker/rows.ts";
import { aMessage, aSender } from "../../support/worker/senders.ts";
import { aSetup } from "../../support/worker/setup-steps.ts";
import { OF_A_TEST, recordStatements, scanning, withoutTenant } from "../../support/worker/statements.ts";
import { playVendors } from "../../support/worker/vendors.ts";
import { aClash, anOffer } from "../../support/worker/waitlist.ts";
import { aWebhook } from "../../support/worker/webhooks.ts";

let operations: Operation[] = [];
/** Every answer below must be as the description says, whatever it is. */
let answers: DescribedAnswers;

/** A tenant with an appointment, a hold and a call, and the ids to ask for them. */
async function aBusyTenant(): Promise<{ tenant: TestTenant; ids: PathIds }> {
  const tenant = await aTenant();
  const [resourceId, timeOffId] = [await addResource(tenant), await addTimeOff(tenant, { fromDate: "2030-01-07" })];
  const booked = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(540) }));
  const held = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(660) }));
  const wanted = { startsAt: inTenDays(900), staffId: tenant.ben };
  const series = await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, wanted));
  if (!booked.ok || !held.ok || !series.ok) throw new Error("the tenant could not be made busy");
  await tenant.calendar().drain(tenant.ref);
  await postRetell(tenant, "", callStarted(tenant));
  const [call] = await eventually(async () => {
    const calls = await rawRows<{ id: string }>(tenant, "calls");
    expect(calls).toHaveLength(1);
    return calls;
  });
  const { tenantId, branchId, cut: serviceId, anna: staffId } = tenant;
  const catalogue = { branchId, serviceId, staffId, resourceId, timeOffId };
  const made = {
    seriesId: series.value.id,
    appointmentId: booked.value.id,
    holdId: held.value.id,
    callId: call?.id ?? "",
  };
  const [{ id: entryId }, clash] = [await anOffer(tenant, 960, tenant.ben), await aClash(tenant, 1_020, tenant.ben)];
  const apiKeyId = await aKeyId(tenant);
  const eventId = await aQuarantinedEvent(tenant);
  const [customer] = await rawRows<{ id: string }>(tenant, "customers");
  const parties = { customerId: customer?.id ?? "", connectionId: tenant.connectionId };
  const deadLetterId = await aDeadLetter(tenant);
  await aSender(tenant, whatsappSecret);
  return {
    tenant,
    ids: {
      tenantId,
      ...catalogue,
      ...made,
      entryId,
      ...clash,
      apiKeyId,
      ...parties,
      ...(await aWebhook(tenant)),
      ...(await someCalendars(tenant)),
      ...(await aCalendarAccount(tenant)),
      eventId,
      sessionId: await aSessionId(tenant),
      passkeyId: newId("psk"),
      pushId: newId("psh"),
      userId: await aUserId(tenant),
      invitationId: await anInvitationId(tenant),
      impersonationId: newId("imp"),
      versionId: await anAgentVersion(tenant),
      numberId: await numberIdOf(tenant),
      deadLetterId,
      taskId: await aCallbackTask(tenant),
      feedbackId: await aFeedback(tenant),
      step: await aSetup(tenant),
      senderId: await aSender(tenant),
      leadId: await aLeadId(tenant),
      importId: await aLeadImport(tenant),
      part: "1",
      ...(await anEnrolment(tenant)),
      messageId: await aMessage(tenant),
      conversationId: await aConversation(tenant),
      knowledgeId: await aKnowledgeEntry(tenant),
      ...(await aVoiceDesk(tenant)),
      ...(await anAlert(tenant)),
      outboundId: await anOutboundCall(tenant),
      rollout: "calcom_v1",
    },
  };
}

function send(
  operation: Operation,
  ids: PathIds,
  tenant: TestTenant,
  credential: ApiRequest,
  { query, body } = inputOf(operation, tenant),
): Promise<Response> {
  const input = body === undefined ? {} : { body };
  return request(fillPath(operation.path, ids) + query, { method: operation.method, ...input, ...credential });
}

/** What the calendar and the tables say, to see that nothing was written. */
async function stateOf(tenant: TestTenant) {
  await tenant.calendar().drain(tenant.ref);
  const { seq } = await tenant.calendar().day(tenant.ref, { start: 0, end: 1 });
  const rows = await countRows();
  return { seq, appointments: rows.appointments, customers: rows.customers, edits: rows.audit_log };
}

/** Some operations want an appointment or a branch in a state of its own, or a hold of whoever asks. */
async function idsFor({ path }: Operation, tenant: TestTenant, own: ApiRequest): Promise<Partial<PathIds>> {
  const [, act] = /^\/api\/v1\/branches\/\{branchId\}\/(close|reopen)$/.exec(path) ?? [];
  if (act) return { branchId: await aBranchTo(act, own) };
  if (/\/(accept|decline)$/.test(path)) return { appointmentId: await anImported(tenant, "pending", HOUR_MS) };
  if (/\/(check-in|complete|no-show)$/.test(path)) {
    return { appointmentId: await anImported(tenant, "confirmed", -HOUR_MS) };
  }
  if (path.includes("/operations/api-keys/{apiKeyId}")) return { apiKeyId: await anOperatorKeyId() };
  if (path === "/api/v1/conversations/{conversationId}/customer") {
    return { conversationId: await aConversation(tenant, "+4915199999999") };
  }
  if (!path.endsWith("/extend")) return {};
  const body = { serviceId: tenant.cut, startsAt: new Date(inTenDays(840)).toISOString() };
  const response = await request(`/api/v1/branches/${tenant.branchId}/holds`, { ...own, body });
  return { holdId: (await response.json<{ id: string }>()).id };
}

/** One more branch, which no number leads to. */
async function aBranchTo(act: string, own: ApiRequest): Promise<string> {
  const body = { name: "Nord", timeZone: "Europe/Berlin" };
  const { id } = await (await request("/api/v1/branches", { ...own, body })).json<{ id: string }>();
  if (act === "reopen") await request(`/api/v1/branches/${id}/close`, { ...own, body: {} });
  return id;
}

const isWriting = ({ method }: Operation) => method !== "GET";
/** Adds something, or changes what there is one of. Not what needs a free time, or something as nobody has changed it. */
const isMaking = ({ method, path }: Operation) =>
  method !== "GET" && !/\{(?!branchId)|\/(packages|series|import|test-call|logo)$|dead-letters/.test(path);
const isOperators = ({ path }: Operation) => path.includes("/operations/");
/** One's own sessions and factors: everybody's, so no role is closed out. */
const isOwnAccount = ({ path }: Operation) => path === "/api/v1/me" || path.startsWith("/api/v1/me/");
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

/** The permissions that each route asks for, read off the routes themselves. */
function neededPermissions(): Map<string, Permission[]> {
  const needed = new Map<string, Permission[]>();
  for (const { method, path, handler } of createApp().routes) {
    const { permission } = handler as { permission?: Permission };
    const name = `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`;
    if (permission) needed.set(name, [...(needed.get(name) ?? []), permission]);
  }
  return needed;
}

/** Changes that leave nothing in the audit log, and why. */
const UNAUDITED = [
  "POST /api/v1/audit-log/verify", // changes nothing, like the previews below
  // A hold blocks time for minutes. What comes of it is in the log.
  "POST /api/v1/branches/{branchId}/holds",
  "DELETE /api/v1/branches/{branchId}/holds/{holdId}",
  "POST /api/v1/branches/{branchId}/holds/{holdId}/extend",
  "POST /api/v1/branches/{branchId}/holds/{holdId}/share",
  "POST /api/v1/branches/{branchId}/imports/preview",
  "DELETE /api/v1/branding/logo", // here there is none
  "POST /api/v1/calendar-accounts/google/consent",
  "POST /api/v1/lead-imports/preview",
  "POST /api/v1/leads/read-email",
  // Half of something: the second half is in the log.
  "POST /api/v1/me/page-errors", // tells of a fault
  "POST /api/v1/me/passkeys/options",
  "POST /api/v1/me/step-up/options",
  "POST /api/v1/me/totp",
  "POST /api/v1/message-templates/preview",
  "POST /api/v1/operations/audit-log/verify",
  "POST /api/v1/operations/keys/rotate", // no key was due
  "POST /api/v1/series/preview",
];

function requestIdOf(operation: Operation): string {
  return `route-${operations.findIndex((each) => nameOf(each) === nameOf(operation)) + 1_000}`;
}

/** Which of these have left no entry in any chain. */
async function unaudited(done: Operation[]): Promise<string[]> {
  const query = `SELECT ${OF_A_TEST} DISTINCT request_id AS id FROM audit_log WHERE request_id LIKE 'route-%'`;
  const known = new Set((await env.DB.prepare(query).all<{ id: string }>()).results.map(({ id }) => id));
  return done.filter((each) => !known.has(requestIdOf(each))).map(nameOf);
}

/** One for each that changes its tenant. They wait for queues, so some are made ahead. */
function busyTenants(count: number): () => ReturnType<typeof aBusyTenant> {
  let begun = 0;
  const begin = () => (begun++ < count ? [aBusyTenant()] : []);
  const ahead = Array.from({ length: 8 }, begin).flat();
  return () => {
    const next = ahead.shift();
    ahead.push(...begin());
    if (!next) throw new Error(`more than ${count} were asked for`);
    return next;
  };
}

/** What each operation answered, as "401 unauthenticated". */
async function outcomesOf(list: Operation[], ask: (operation: Operation) => Promise<Response>) {
  const outcomes: Record<string, string> = {};
  for (const operation of list) {
    const response = await ask(operation);
    await answers.check(operation, response);
    outcomes[nameOf(operation)] = response.ok ? "ok" : `${response.status} ${(await problemOf(response)).code}`;
  }
  return outcomes;
}

function all(list: Operation[], outcome: string): Record<string, string> {
  expect(list.length).toBeGreaterThan(4); // a filter that lets nothing through proves nothing
  return Object.fromEntries(list.map((operation) => [nameOf(operation), outcome]));
}

/** What the routes have asked of D1 by the end of this file. */
let statements: ReadonlySet<string>;

beforeAll(async () => {
  statements = recordStatements();
  aReceiver(); // what is sent to customers' systems stays here
  playVendors();
  operations = await describedOperations();
  answers = new DescribedAnswers(await readDocument());
});

describe("the description of the API", () => {
  it("abuse 6: lists exactly the routes that there are", () => {
    const routed = createApp()
      .routes.filter(({ path, method }) => path.startsWith("/api/v1") && method !== "ALL")
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(operations.map(nameOf).sort()).toEqual([...new Set(routed)].sort());
    expect(operations.length).toBeGreaterThan(15);
  });

  it("asks for a credential and describes its refusals on every route", async () => {
    const { openapi, paths } = await readDocument();
    expect(openapi).toBe("3.1.0");
    const described = Object.values(paths).flatMap((methods) => Object.values(methods));
    for (const { security, responses } of described) {
      expect(security?.length).toBeGreaterThan(0);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "401", "403", "404"]));
    }
  });
});

it("what is harmless to carry out again are routes that there are", () => {
  const posts = operations.filter(({ method }) => method === "POST");
  const paths = posts.map(({ path }) => path.replace("/api/v1", "").replaceAll(/\{(\w+)\}/g, ":$1"));
  expect([...harmlessPosts].filter((path) => !paths.includes(path))).toEqual([]);
});

describe("every route", () => {
  it("but the one that tells who is signed in asks for a permission", () => {
    const open = operations.map(nameOf).filter((name) => !neededPermissions().has(name));
    expect(open).toEqual(["GET /api/v1/me"]);
  });

  it.each<ApiRequest>([{}, { key: "fd_live_nonsense" }, { session: "nonsense" }, { headers: { "x-api-key": "" } }])(
    "is closed to %j",
    async (credential) => {
      const { tenant, ids } = await aBusyTenant();
      const before = await stateOf(tenant);
      const outcomes = await outcomesOf(operations, async (operation) => {
        const response = await send(operation, ids, tenant, credential);
        expect(response.headers.get("www-authenticate")).toBe("Bearer");
        expect(response.headers.get("cache-control")).toBe("no-store");
        return response;
      });
      expect(outcomes).toEqual(all(operations, "401 unauthenticated"));
      expect(await stateOf(tenant)).toEqual(before);
    },
  );

  it("abuse 1: with an id of another tenant in its path finds nothing, like one that nobody has, and writes nothing", async () => {
    const { tenant: victim, ids } = await aBusyTenant();
    const session = await aSession(await aTenant(), "owner");
    const before = await stateOf(victim);
    const withIds = operations.filter((operation) => operation.path.includes("{") && !isOperators(operation));
    const catalogue = { branchId: newId("brn"), serviceId: newId("svc"), staffId: newId("stf") };
    const parts = { seriesId: newId("ser"), resourceId: newId("res"), timeOffId: newId("tof") };
    const waiting = { entryId: newId("wai"), busyId: newId("bsy"), conflictId: newId("cfl") };
    const unknown = {
      ...catalogue,
      ...parts,
      ...waiting,
      appointmentId: newId("apt"),
      callId: newId("cal"),
      holdId: newId("hld"),
      apiKeyId: newId("key"),
      customerId: newId("cus"),
      connectionId: newId("con"),
      endpointId: newId("whk"),
      deliveryId: newId("whd"),
      sessionId: newId("ses"),
      userId: newId("usr"),
      invitationId: newId("act"),
      taskId: newId("tsk"),
      leadId: newId("led"),
      importId: newId("lim"),
      sequenceId: newId("sqn"),
      enrolmentId: newId("enr"),
      knowledgeId: newId("kno"),
      callerId: newId("clr"),
      ruleId: newId("trf"),
    };

    const foreign = await outcomesOf(withIds, (operation) => send(operation, ids, victim, { session }));
    expect(foreign).toEqual(all(withIds, "404 not_found"));
    expect(await outcomesOf(withIds, (each) => send(each, { ...ids, ...unknown }, victim, { session }))).toEqual(
      foreign,
    );
    expect(await stateOf(victim)).toEqual(before);
  });

  it("that writes is closed to a viewer, and to a key that may only read", async () => {
    const { tenant, ids } = await aBusyTenant();
    const session = await aSession(tenant, "viewer");
    const key = await aKey(tenant, ["calendar:read", "appointments:read", "calls:read", "catalogue:read", "live:read"]);
    const before = await stateOf(tenant);
    const writing = operations.filter((each) => isWriting(each) && !isOwnAccount(each));
    for (const credential of [{ session }, { key }]) {
      const outcomes = await outcomesOf(writing, (operation) => send(operation, ids, tenant, credential));
      expect(outcomes).toEqual(all(writing, "403 forbidden"));
    }
    expect(await stateOf(tenant)).toEqual(before);
  });

  it.each(role.options)("is open to the role %s exactly as the table of permissions says", async (name) => {
    const { tenant, ids } = await aBusyTenant();
    const session = await aSession(tenant, name);
    const needed = neededPermissions();
    const isAllowed = (operation: Operation) => {
      return (needed.get(nameOf(operation)) ?? []).every((permission) => permissionsOf(name).has(permission));
    };
    const own = operations.filter((operation) => !isOperators(operation));
    // Reading first: what is written changes what is there.
    const ordered = own.toSorted((one, other) => Number(isWriting(one)) - Number(isWriting(other)));
    const outcomes = await outcomesOf(ordered, (operation) => send(operation, ids, tenant, { session }));
    for (const operation of own) {
      const outcome = outcomes[nameOf(operation)];
      if (!isAllowed(operation)) expect(`${nameOf(operation)}: ${outcome}`).toBe(`${nameOf(operation)}: 403 forbidden`);
      else if (isWriting(operation)) expect(`${nameOf(operation)}: ${outcome}`).not.toMatch(/: 40[13] /);
      else expect(`${nameOf(operation)}: ${outcome}`).toBe(`${nameOf(operation)}: ok`);
    }
  });

  it("abuse 30: that writes is closed to the user's cookie from another site", async () => {
    const { tenant, ids } = await aBusyTenant();
    const credential = { session: await aSession(tenant, "owner"), headers: { origin: "https://evil.example" } };
    const before = await stateOf(tenant);
    const writing = operations.filter(isWriting);
    const outcomes = await outcomesOf(writing, (operation) => send(operation, ids, tenant, credential));
    expect(outcomes).toEqual(all(writing, "403 cross_origin"));
    expect(await stateOf(tenant)).toEqual(before);
  });

  it("of a tenant is closed to the operator, and the operator's to every tenant", async () => {
    const { tenant, ids } = await aBusyTenant();
    const [operator, owner] = [await anOperatorKey(), await aSession(tenant, "owner")];
    const outcomes = await outcomesOf(operations, (operation) =>
      send(operation, ids, tenant, isOperators(operation) ? { session: owner } : { key: operator }),
    );
    const { "GET /api/v1/me": me, ...others } = outcomes;
    expect(me).toBe("403 user_required");
    expect(new Set(Object.values(others))).toEqual(new Set(["403 forbidden"]));
  });

  it("abuse 3: that takes a body refuses a field that it does not know, by name", async () => {
    const { tenant, ids } = await aBusyTenant();
    const session = await aSession(tenant, "owner");
    const before = await stateOf(tenant);
    const takesBody = operations.filter((operation) => isWriting(operation) && inputOf(operation, tenant).body);
    const own = takesBody.filter((operation) => !isOperators(operation));
    const outcomes = await outcomesOf(own, async (operation) => {
      const body = { ...inputOf(operation, tenant).body, tenantId: ids.tenantId };
      const response = await request(fillPath(operation.path, ids), { method: operation.method, session, body });
      expect((await problemOf(response.clone())).errors?.map(({ field }) => field)).toEqual(["tenantId"]);
      return response;
    });
    expect(outcomes).toEqual(all(own, "400 invalid_input"));
    expect(await stateOf(tenant)).toEqual(before);
  });

  it("that takes a body finds nothing by an id of another tenant in it, as by one that nobody has, and writes nothing (abuse case 2)", async () => {
    const [{ tenant: victim, ids: theirs }, { tenant, ids }] = [await aBusyTenant(), await aBusyTenant()];
    const session = await aSession(tenant, "owner");
    const document = await readDocument();
    const writing = operations.filter((operation) => isWriting(operation) && !isOperators(operation));
    const states = async () => [await stateOf(victim), await stateOf(tenant), await stateOf(victim)];
    await states(); // what was on its way is there now
    const before = await states();
    const ask = async (operation: Operation, field: IdField, id: string) => {
      const body = withId(inputOf(operation, tenant).body, field, id);
      const response = await request(fillPath(operation.path, ids), { method: operation.method, session, body });
      return response.ok ? "a report" : `${response.status} ${(await problemOf(response)).code}`;
    };
    const foreign: Record<string, string> = {};
    const unknown: Record<string, string> = {};
    for (const operation of writing) {
      for (const field of idFieldsOf(document, operation)) {
        const [name, id] = [`${nameOf(operation)} ${field.join(".")}`, foreignIdFor(field, theirs)];
        foreign[name] = await ask(operation, field, id);
        unknown[name] = await ask(operation, field, nobodysId(id));
      }
    }
    expect(Object.keys(foreign).length).toBeGreaterThan(15);
    expect(foreign).toEqual(unknown); // theirs are not told apart from those that nobody has
    const reported = Object.keys(foreign).filter((name) => foreign[name] === "a report");
    for (const name of reported) expect(name).toMatch(/\/(import|imports|preview) /);
    for (const outcome of Object.values(foreign)) expect(outcome).toMatch(/^(a report|(400|404|409) .*)$/);
    expect(await states()).toEqual(before);
  });

  it("abuse 34: answers its tenant, without caching, with the id of the request, which the audit log has, and a repeated request the same", async () => {
    const shared = await aBusyTenant();
    const maker = await aBusyTenant();
    const nextBusyTenant = busyTenants(operations.filter((each) => isWriting(each) && !isMaking(each)).length);
    const book = new ExampleBook(await readDocument(), answers, examples);
    const outcomes = await outcomesOf(operations, async (operation) => {
      // Who only reads leaves the tenant as it is for the next, and who adds something leaves what was there.
      const { tenant, ids: usual } = await (isMaking(operation)
        ? maker
        : isWriting(operation)
          ? nextBusyTenant()
          : shared);
      const own = isOperators(operation)
        ? { key: await anOperatorKey() }
        : { session: await aSession(tenant, "owner") };
      const ids = { ...usual, ...(await idsFor(operation, tenant, own)) };
      const requestId = requestIdOf(operation);
      const headers = { "x-request-id": requestId, "idempotency-key": `key-of-${requestId}` };
      const input = inputOf(operation, tenant, ids);
      const response = await send(operation, ids, tenant, { ...own, headers }, input);
      if (operation.method === "POST" || operation.method === "PATCH") {
        const again = await send(operation, ids, tenant, { ...own, headers }, input);
        expect(`${nameOf(operation)} ${again.status}`).toBe(`${nameOf(operation)} ${response.status}`);
        expect(await again.text()).toBe(await response.clone().text());
      }
      await book.note(operation, { url: fillPath(operation.path, ids) + input.query, body: input.body }, response);
      expect(response.headers.get("x-request-id")).toBe(requestId);
      expect(response.headers.get("cache-control")).toBe("no-store");
      return response;
    });
    const guessed = {
      "POST /api/v1/customers/{customerId}/merge": "409 same_customer", // their test has two
      "POST /api/v1/customers/{customerId}/unmerge": "404 not_found",
      "POST /api/v1/branches/{branchId}/holds/claim": "409 hold_expired", // nobody shared that secret
      "POST /api/v1/customers/{customerId}/erase": "409 has_appointments", // their test erases
      // Nothing is set up, nothing was proved, and nobody looks in: the tests of sign-in have all of these succeed.
      "POST /api/v1/me/password": "409 wrong_password",
      "POST /api/v1/me/email": "409 wrong_password",
      "POST /api/v1/me/step-up": "409 wrong_proof",
      "POST /api/v1/me/totp/confirm": "409 not_started",
      "DELETE /api/v1/me/totp": "404 not_found",
      "POST /api/v1/me/recovery-codes": "409 not_started",
      "POST /api/v1/me/passkeys": "409 passkey_not_accepted",
      "PATCH /api/v1/me/passkeys/{passkeyId}": "404 not_found",
      "DELETE /api/v1/me/passkeys/{passkeyId}": "404 not_found",
      "DELETE /api/v1/me/sessions/{sessionId}": "404 not_found",
      "POST /api/v1/me/push": "409 not_configured", // the tests have no key
      "DELETE /api/v1/me/push/{pushId}": "404 not_found",
      "POST /api/v1/me/impersonation/end": "404 not_found",
      // Nobody was at Google's page, and the appointment has changed since.
      "POST /api/v1/calendar-accounts/google/complete": "409 consent_unknown",
      "POST /api/v1/calendar-proposals/{proposalId}/accept": "409 proposal_refused",
      "POST /api/v1/calls/outbound": "409 number_needed", // the vendor does not have it
      "POST /api/v1/voice/test-call": "409 agent_needed", // its test publishes one
      "POST /api/v1/calls/{callId}/recording-link": "409 recording_missing", // its test keeps one
      "PUT /api/v1/connections/{connectionId}/api-key": "409 other_vendor", // Retell has one key
      // A key is no operator who is signed in.
      "POST /api/v1/operations/api-keys": "403 operator_required",
      "POST /api/v1/operations/api-keys/{apiKeyId}/rotate": "403 operator_required",
      "POST /api/v1/operations/impersonations": "403 operator_required",
      "POST /api/v1/operations/tenants/{tenantId}/impersonations/{impersonationId}/end": "403 operator_required",
    };
    expect(outcomes).toEqual({ ...all(operations, "ok"), ...guessed });
    const done = operations.filter((each) => isWriting(each) && outcomes[nameOf(each)] === "ok");
    await eventually(async () => expect(await unaudited(done)).toEqual(UNAUDITED));
    await expect(book.text(), RENEW_OPENAPI).toMatchFileSnapshot("../../../src/http/openapi/examples.json");
  }, 480_000);
});

describe("every statement that the routes send to D1", () => {
  it("says whose rows it means, but for the platform's own questions", async () => {
    expect(statements.size).toBeGreaterThan(200);
    // Who asks is found by what they hold; the operators look at all tenants' events.
    const platform = [
      /from "api_keys" left join "tenants"/,
      /^update "api_keys" set "last_used_at"/,
      /from "(?:users|connections)" inner join "tenants"/,
      /from "(?:connections|tenants)" where .*"connections"\."id" = \?/,
      /from "message_senders" where "message_senders"\."id" = \?/, // a vendor's webhook names it alone
      /from "webhook_events"/,
      /from "number_pool" order by/,
      /from "(?:messages|calls)" inner join "tenants" on \S+ = \S+ (?:where "\w+"\."status" = \? )?order by/,
      /from "feedback"/,
      /from "provider_circuits" left join "tenants"/,
      // The console's calendars and flags.
      /from "calendar_(?:accounts|mirrors)" inner join "tenants"/,
      /^select "state", count\(\*\) from "calendar_accounts" group by/,
      /^select count\(\*\) from "calendar_(?:targets|mirrors)" where "calendar_(?:targets|mirrors)"\."(?:failures|state)"/,
      /from "calendar_mirrors" where "calendar_mirrors"\."id" in/,
      /from "rollout_choices" inner join "tenants"/,
      /^SELECT count\(\*\) AS count FROM (?:\(SELECT 1 FROM )?webhook_(?:events|deliveries)/,
    ];
    const unscoped = await withoutTenant(statements);
    expect(unscoped.filter((sql) => !platform.some((each) => each.test(sql)))).toEqual([]);
  });

  it("finds its rows by an index, but for the operators' lists, which are bounded", async () => {
    const lists =
      /^SCAN (?:dead_letters|feedback|error_groups|webhook_events|webhook_deliveries|d1_migrations|tenants|t|users|connections|provider_circuits|number_pool|messages|calls|calendar_accounts|calendar_targets|calendar_mirrors)\b/;
    const isList = (line: string) =>
      lists.test(line) && /limit|count\(\*\)/i.test(line) && !/tenant_id"? *= *\?/.test(line);
    expect((await scanning(statements)).filter((line) => !isList(line))).toEqual([]);
  });
});
