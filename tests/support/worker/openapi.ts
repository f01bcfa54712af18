import { usualSettings } from "../../../src/db/queries/message-settings.ts";
import type { ApiDocument } from "../../../src/http/openapi/document.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { usualOutboundSettings } from "../../../src/use-cases/voice/outbound/outbound-settings.ts";
import type { TestTenant } from "./a-tenant.ts";
import { inTenDays } from "./commands.ts";
import { request } from "./credentials.ts";
import { twilioSecret } from "./senders.ts";

export const RENEW_OPENAPI =
  "The API has changed: run `npm run openapi`, read the diff (docs/guides/api.md tells how), and commit it.";

/** One white point, as PNG. */
export const aPicture =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

export type Operation = { method: string; path: string };

export async function readDocument(): Promise<ApiDocument> {
  return (await request("/openapi.json")).json();
}

/** Every operation of the API's own description: a new route is tested without being named here. */
export async function describedOperations(): Promise<Operation[]> {
  const { paths } = await readDocument();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** The ids that an operation's path may name. */
export type PathIds = Record<
  | "tenantId"
  | "personId"
  | "alertId"
  | "outboundId"
  | "branchId"
  | "appointmentId"
  | "callId"
  | "holdId"
  | "busyId"
  | "conflictId"
  | "entryId"
  | "staffId"
  | "serviceId"
  | "resourceId"
  | "timeOffId"
  | "seriesId"
  | "apiKeyId"
  | "customerId"
  | "connectionId"
  | "senderId"
  | "messageId"
  | "conversationId"
  | "endpointId"
  | "deliveryId"
  | "eventId"
  | "sessionId"
  | "userId"
  | "invitationId"
  | "passkeyId"
  | "pushId"
  | "impersonationId"
  | "deadLetterId"
  | "feedId"
  | "subscriptionId"
  | "accountId"
  | "targetId"
  | "mirrorId"
  | "proposalId"
  | "feedbackId"
  | "taskId"
  | "versionId"
  | "knowledgeId"
  | "callerId"
  | "ruleId"
  | "numberId"
  | "leadId"
  | "importId"
  | "part"
  | "sequenceId"
  | "enrolmentId"
  | "rollout"
  | "step",
  string
>;

export function fillPath(path: string, ids: PathIds): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: keyof PathIds) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${path} has a parameter that this test does not know: ${name}`);
    return id;
  });
}

const aStep = {
  delayMinutes: 1_440,
  channel: "sms",
  de: { text: "{business}: Danke für Ihren Besuch, {name}! STOP beendet Nachrichten." },
  en: { text: "{business}: Thank you for your visit, {name}! STOP ends messages." },
};

const aWeek = { weekly: [{ weekday: 1, fromMinute: 540, toMinute: 1_080 }], exceptions: [] };

/** The query without which an operation cannot be asked, and a body that it would take from an owner. */
export function inputOf(
  { method, path }: Operation,
  tenant: TestTenant,
  { deadLetterId = newId("dlt"), versionId = newId("agv"), ...ids }: Partial<PathIds> = {},
): { query: string; body?: object } {
  const startsAt = new Date(inTenDays(600)).toISOString();
  const { branchId, cut: serviceId, anna: staffId } = tenant;
  const customer = { name: "Erika", phone: "+4915112345678" };
  switch (`${method} ${path}`) {
    case "POST /api/v1/branches":
      return { query: "", body: { name: "Nord", timeZone: "Europe/Berlin", copyFrom: branchId } };
    case "GET /api/v1/voice/test-call":
      return { query: `?branchId=${branchId}` };
    case "GET /api/v1/branches/{branchId}/availability":
      return { query: `?serviceId=${serviceId}` };
    case "GET /api/v1/branches/{branchId}/availability/explain":
      return { query: `?serviceId=${serviceId}&startsAt=${startsAt}` };
    case "GET /api/v1/appointments/{appointmentId}/reschedule/explain":
      return { query: `?startsAt=${startsAt}` };
    case "GET /api/v1/branches/{branchId}/no-show-rate":
      return { query: "?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z" };
    case "GET /api/v1/availability":
      return { query: `?branchIds=${branchId}&serviceIds=${serviceId}` };
    case "POST /api/v1/branches/{branchId}/imports":
    case "POST /api/v1/branches/{branchId}/imports/preview": {
      const text = "Datum;Uhrzeit;Leistung;Mitarbeiter;Name\n24.12.2026;10:00;Cut;Anna;Erika";
      return { query: "", body: { format: "csv", text } };
    }
    case "GET /api/v1/branches/{branchId}/calendar":
      return { query: "?date=2026-12-01" };
    case "GET /api/v1/branches/{branchId}/calendar/days":
      return { query: "?from=2026-12-01&to=2026-12-31" };
    case "POST /api/v1/customers/{customerId}/merge":
    case "POST /api/v1/customers/{customerId}/unmerge":
      return { query: "", body: { fromCustomerId: ids.customerId ?? newId("cus") } };
    case "POST /api/v1/customers/{customerId}/erase":
      return { query: "", body: {} };
    case "POST /api/v1/me/feedback":
      return { query: "", body: { kind: "wish", words: "A darker dark mode", page: "/app/calendar" } };
    case "PATCH /api/v1/operations/feedback/{feedbackId}":
      return { query: "", body: { status: "done" } };
    case "GET /api/v1/series":
    case "GET /api/v1/services":
    case "GET /api/v1/staff":
    case "GET /api/v1/resources":
    case "GET /api/v1/series/export":
    case "GET /api/v1/services/export":
    case "GET /api/v1/staff/export":
    case "GET /api/v1/resources/export":
      return { query: `?branchId=${branchId}` };
    case "POST /api/v1/branches/{branchId}/busy": {
      const endsAt = new Date(inTenDays(660)).toISOString();
      return { query: "", body: { calendarId: staffId, startsAt, endsAt, note: "Dentist" } };
    }
    case "POST /api/v1/branches/{branchId}/waitlist": {
      const [from, to] = [startsAt, new Date(inTenDays(900)).toISOString()];
      return { query: "", body: { serviceId, from, to, customer } };
    }
    case "POST /api/v1/branches/{branchId}/holds/claim":
      return { query: "", body: { token: "x".repeat(43) } };
    case "POST /api/v1/branches/{branchId}/holds":
      return { query: "", body: { serviceId, startsAt } };
    case "POST /api/v1/appointments":
      return { query: "", body: { branchId, serviceId, startsAt, customer } };
    case "POST /api/v1/appointments/{appointmentId}/reschedule":
      return { query: "", body: { startsAt: new Date(inTenDays(720)).toISOString() } };
    case "POST /api/v1/appointments/{appointmentId}/cancel":
      return { query: "", body: { reason: "test" } };
    case "POST /api/v1/branches/{branchId}/appointments/import": {
      const endsAt = new Date(inTenDays(645)).toISOString();
      const times = { startsAt, endsAt, createdAt: "2026-01-01T00:00:00Z" };
      const person = { ...customer, email: null };
      const rest = { status: "confirmed", channel: "import", callId: null, cancelReason: null };
      const appointment = { id: newId("apt"), serviceId, staffId, customer: person, ...times, ...rest };
      return { query: "", body: { appointments: [appointment] } };
    }
    case "PATCH /api/v1/branches/{branchId}":
      return { query: "", body: { name: "Mitte II", holidayRegion: "DE-BE" } };
    case "PATCH /api/v1/branding":
      return { query: "", body: { accentColour: "#7a1f4b", tagline: "Hair, colour, time for you" } };
    case "PUT /api/v1/branding/logo":
      return { query: "", body: { data: aPicture } };
    case "PUT /api/v1/branches/{branchId}/hours":
      return { query: "", body: aWeek };
    case "PUT /api/v1/staff/{staffId}/hours":
      return { query: "", body: { hours: aWeek } };
    case "POST /api/v1/services":
      return {
        query: "",
        body: { branchId, name: "Beard", durationMinutes: 20, priceMinor: 1_800, currency: "EUR", staffIds: [staffId] },
      };
    case "PATCH /api/v1/services/{serviceId}":
      return { query: "", body: { capacity: 2 } };
    case "POST /api/v1/staff":
      return { query: "", body: { branchId, name: "Cem" } };
    case "PATCH /api/v1/staff/{staffId}":
      return { query: "", body: { name: "Anna B." } };
    case "POST /api/v1/staff/{staffId}/time-off":
      return { query: "", body: { fromDate: "2027-02-01", toDate: "2027-02-07" } };
    case "POST /api/v1/resources":
      return { query: "", body: { branchId, name: "Chair 2", kind: "Chair" } };
    case "POST /api/v1/connections": {
      const secret = { provider: "retell", apiKey: "key_0123456789" };
      return { query: "", body: { name: "Line", defaultBranchId: branchId, secret } };
    }
    case "PATCH /api/v1/connections/{connectionId}":
      return { query: "", body: { name: "Line 2" } };
    case "PUT /api/v1/connections/{connectionId}/secret":
      return { query: "", body: { provider: "retell", apiKey: "key_0123456789" } };
    case "POST /api/v1/message-senders":
      return { query: "", body: { name: "Mobile", address: "+4930231258", secret: twilioSecret } };
    case "PATCH /api/v1/message-senders/{senderId}":
      return { query: "", body: { name: "Mobile 2" } };
    case "PATCH /api/v1/conversations/{conversationId}":
      return { query: "", body: { isPaused: true } };
    case "POST /api/v1/conversations/{conversationId}/messages":
      return { query: "", body: { channel: "sms", text: "Yes, behind the house" } };
    case "PUT /api/v1/whatsapp-template-uses": {
      const template = { name: "appointment_reminder", templateLanguage: "en_US", variables: ["date", "time"] };
      return { query: "", body: { kind: "reminder", language: "en", ...template } };
    }
    case "POST /api/v1/whatsapp-template-uses/drop":
      return { query: "", body: { kind: "reminder", language: "en" } };
    case "PUT /api/v1/customers/{customerId}/opt-outs":
      return { query: "", body: { channel: "sms", optedOut: true } };
    case "PUT /api/v1/message-settings":
      return { query: "", body: usualSettings };
    case "PUT /api/v1/message-templates":
    case "POST /api/v1/message-templates/preview": {
      const text = "{business}: see you on {date} at {time}. {link}";
      return { query: "", body: { kind: "booked", channel: "text", language: "en", text } };
    }
    case "POST /api/v1/message-templates/reset":
      return { query: "", body: { kind: "booked", channel: "text", language: "en" } };
    case "POST /api/v1/customers/{customerId}/messages":
      return { query: "", body: { channel: "sms", text: "Your colour is in" } };
    case "PUT /api/v1/connections/{connectionId}/api-key":
      return { query: "", body: { apiKey: "0f6c2a9e-5d1b-4c3a-8e7f-1a2b3c4d5e6f" } };
    case "POST /api/v1/voice/agents/{branchId}/publish":
      return { query: "", body: { connectionId: tenant.connectionId } };
    case "POST /api/v1/voice/agents/{branchId}/rollback":
      return { query: "", body: { versionId } };
    case "POST /api/v1/voice/numbers": {
      // Nobody else's: the tenant's own number, with a digit more.
      const e164 = `${tenant.phoneNumber}9`;
      return { query: "", body: { source: "own", branchId, connectionId: tenant.connectionId, e164 } };
    }
    case "POST /api/v1/calls/outbound":
      return { query: "", body: { branchId, phone: "+14155550123", basis: "gave_consent", purpose: "Your colour" } };
    case "POST /api/v1/connections/{connectionId}/import-calls":
      return { query: "", body: { from: "2026-11-01T00:00:00Z", to: "2026-11-20T00:00:00Z" } };
    case "PATCH /api/v1/voice/numbers/{numberId}":
      return { query: "", body: { branchId, routingMode: "staff_first" } };
    case "POST /api/v1/operations/number-pool":
      return { query: "", body: { e164: "+18005550199" } };
    case "PATCH /api/v1/customers/{customerId}":
      return { query: "", body: { notes: "Prefers mornings" } };
    case "PATCH /api/v1/resources/{resourceId}":
      return { query: "", body: { name: "Chair A" } };
    case "POST /api/v1/series":
      return { query: "", body: { branchId, serviceId, startsAt, rrule: "FREQ=DAILY;COUNT=2", customer } };
    case "POST /api/v1/series/preview":
      return { query: "", body: { branchId, serviceId, startsAt, rrule: "FREQ=DAILY;COUNT=2" } };
    case "POST /api/v1/series/{seriesId}/cancel":
      return { query: "", body: { scope: "all" } };
    case "POST /api/v1/series/{seriesId}/reschedule":
      return { query: "", body: { scope: "all", startsAt: new Date(inTenDays(780)).toISOString() } };
    case "POST /api/v1/packages": {
      const items = [{ serviceId }, { serviceId: tenant.colour }];
      return { query: "", body: { branchId, items, startsAt: new Date(inTenDays(780)).toISOString(), customer } };
    }
    case "POST /api/v1/operations/tenants/{tenantId}/erase-key":
      return { query: "", body: { confirmSlug: tenant.tenantId } };
    case "POST /api/v1/users/{userId}/disable":
    case "POST /api/v1/users/{userId}/enable":
    case "POST /api/v1/invitations/{invitationId}/resend":
      return { query: "" };
    case "PATCH /api/v1/users/{userId}":
      return { query: "", body: { seesAllCalendars: true } };
    case "POST /api/v1/invitations":
      return { query: "", body: { email: `${newId("usr")}@example.com`, role: "viewer" } };
    case "PATCH /api/v1/me":
      return { query: "", body: { name: "Kim Vogel" } };
    case "POST /api/v1/me/password":
      return { query: "", body: { currentPassword: "not mine", newPassword: "Brand-New-Horse-8" } };
    case "POST /api/v1/me/page-errors":
      return { query: "", body: { name: "TypeError", message: "x is undefined", page: "/app/live" } };
    case "POST /api/v1/me/email":
      return { query: "", body: { email: "new@example.com", currentPassword: "not mine" } };
    case "POST /api/v1/me/totp":
    case "POST /api/v1/me/recovery-codes":
    case "POST /api/v1/me/passkeys/options":
    case "POST /api/v1/me/step-up/options":
    case "POST /api/v1/me/impersonation/end":
      return { query: "" };
    case "POST /api/v1/me/sessions/end":
      return { query: "", body: { scope: "others" } };
    case "POST /api/v1/me/totp/confirm":
    case "POST /api/v1/me/step-up":
      return { query: "", body: { code: "123456" } };
    case "POST /api/v1/me/passkeys": {
      const response = { clientDataJSON: "AA", attestationObject: "AA" };
      return { query: "", body: { name: "Key", response: { id: "AA", rawId: "AA", type: "public-key", response } } };
    }
    case "PATCH /api/v1/me/passkeys/{passkeyId}":
      return { query: "", body: { name: "Key 2" } };
    case "POST /api/v1/me/push": {
      const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
      return { query: "", body: { endpoint: "https://fcm.googleapis.com/fcm/send/a", keys, device: "Chrome" } };
    }
    case "PUT /api/v1/setup/{step}":
      return { query: "", body: { state: "done" } };
    case "PUT /api/v1/embedding":
      return { query: "", body: { origins: ["https://www.salon-lena.example"] } };
    case "PUT /api/v1/security-settings":
      return { query: "", body: { requireSecondFactorFor: ["owner"] } };
    case "POST /api/v1/operations/impersonations":
      return { query: "", body: { tenantId: tenant.tenantId, reason: "Because of a test" } };
    case "POST /api/v1/operations/api-keys":
      return { query: "", body: { name: "Watch", scopes: ["operations:read"] } };
    case "POST /api/v1/api-keys":
      return { query: "", body: { name: "Till", scopes: ["calendar:read"] } };
    case "PATCH /api/v1/api-keys/{apiKeyId}":
      return { query: "", body: { name: "Till 2" } };
    case "PUT /api/v1/operations/tenants/{tenantId}/tier":
      return { query: "", body: { tier: "starter" } };
    case "GET /api/v1/branches/{branchId}/packages/availability":
      return { query: `?items=${serviceId},${tenant.colour}` };
    case "PUT /api/v1/voice/agents/{branchId}/settings": {
      const texts = { greeting: { en: "Hello!" }, aiDisclosure: {}, recordingDisclosure: {} };
      const ends = { maxCallSeconds: 900, silenceEndSeconds: 30 };
      const speech = { tone: "formal", languages: ["en"], emergencyWords: ["bleeding"] };
      return { query: "", body: { ...texts, ...speech, ...ends } };
    }
    case "PUT /api/v1/connections/{connectionId}/agents":
      return { query: "", body: { agents: [{ agent: "agent_2", branchId }] } };
    case "POST /api/v1/voice/callers":
      return { query: "", body: { kind: "vip", phone: "+4915112345699", note: "Our landlord" } };
    case "PUT /api/v1/calls/{callId}/spam":
      return { query: "", body: { isSpam: true } };
    case "PUT /api/v1/on-call/settings":
      return { query: "", body: { isOn: true, waitMinutes: 5, rounds: 2 } };
    case "POST /api/v1/on-call/people":
      return { query: "", body: { name: "Anna", phone: "+4915112345611" } };
    case "PATCH /api/v1/on-call/people/{personId}":
      return { query: "", body: { position: 3 } };
    case "POST /api/v1/outbound-calls":
      return {
        query: "",
        body: { branchId, phone: "+4915112345612", basis: "asked_to_be_called", purpose: "Your colour" },
      };
    case "PUT /api/v1/outbound-settings":
      return { query: "", body: usualOutboundSettings };
    case "POST /api/v1/call-consents":
      return { query: "", body: { phone: "+4915112345613", action: "withdrawn" } };
    case "PATCH /api/v1/voice/callers/{callerId}":
      return { query: "", body: { note: "Our landlady" } };
    case "PATCH /api/v1/transfer-rules/{ruleId}":
      return { query: "", body: { topic: "invoices" } };
    case "POST /api/v1/transfer-rules":
      return { query: "", body: { branchId, topic: "invoice", destination: "+493012345678" } };
    case "POST /api/v1/knowledge":
      return { query: "", body: { question: "Is there parking?", answer: "Behind the house.", language: "en" } };
    case "PATCH /api/v1/knowledge/{knowledgeId}":
      return { query: "", body: { answer: "In the yard." } };
    case "GET /api/v1/branches/{branchId}/knowledge/answer":
      return { query: "?question=parking&language=en" };
    case "POST /api/v1/leads":
      return {
        query: "",
        body: { branchId, name: "Max Muster", phone: "0151 98765432", request: "A first cut", hasConsent: true },
      };
    case "POST /api/v1/leads/read-email":
      return { query: "", body: { branchId, text: "From: Max <max@example.com>\n\nMay I come on Monday?" } };
    case "POST /api/v1/lead-imports/preview":
      return { query: "", body: { branchId, text: "Name;Telefon\nErika;0151 12345678" } };
    case "POST /api/v1/lead-imports":
      return { query: "", body: { branchId, name: "fair.csv" } };
    case "PUT /api/v1/lead-imports/{importId}/parts/{part}":
      return { query: "", body: { text: "Name;Telefon\nErika;0151 12345678" } };
    case "POST /api/v1/lead-imports/{importId}/start":
      return { query: "", body: { step: "check" } };
    case "POST /api/v1/conversations/{conversationId}/customer":
      return { query: "", body: { name: "Erika Muster" } };
    case "PUT /api/v1/lead-inbox":
      return { query: "", body: { branchId, hasConsent: true } };
    case "PUT /api/v1/lead-settings":
      return { query: "", body: { firstContact: "call", words: { de: "Danke, {name}!", en: "Thank you, {name}!" } } };
    case "POST /api/v1/sequences":
      return { query: "", body: { name: "After a visit", trigger: "after_visit", isActive: true, steps: [aStep] } };
    case "PATCH /api/v1/sequences/{sequenceId}":
      return { query: "", body: { name: "A week after a visit", steps: [{ ...aStep, delayMinutes: 10_080 }] } };
    case "POST /api/v1/enrolments": {
      const { sequenceId = newId("sqn"), leadId = newId("led") } = ids;
      return { query: "", body: { sequenceId, branchId, leadId } };
    }
    case "PATCH /api/v1/leads/{leadId}":
      return { query: "", body: { status: "qualified", todo: "Call on Monday" } };
    case "POST /api/v1/leads/{leadId}/notes":
      return { query: "", body: { text: "Wants to come with her daughter" } };
    case "POST /api/v1/callback-tasks/{taskId}/assign":
      return { query: "", body: { ownerId: null } };
    case "POST /api/v1/voice/test-call":
      return { query: "", body: { branchId } };
    case "PUT /api/v1/call-settings":
      return { query: "", body: { keepsRecordings: true, recordingDays: 30, wordDays: 365 } };
    case "POST /api/v1/connections/{connectionId}/import-call-file": {
      const text = `call_id,to,started_at\ncall_9,${tenant.phoneNumber},2026-11-20T10:00:00Z`;
      return { query: "", body: { format: "csv", text, dryRun: false } };
    }
    case "POST /api/v1/enrolments/{enrolmentId}/stop":
    case "POST /api/v1/on-call/alerts/{alertId}/acknowledge":
    case "POST /api/v1/outbound-calls/{outboundId}/cancel":
    case "POST /api/v1/callback-tasks/{taskId}/done":
    case "POST /api/v1/callback-tasks/{taskId}/dismiss":
      return { query: "" };
    case "POST /api/v1/webhook-endpoints":
      return { query: "", body: { url: "https://receiver.example/hook", eventTypes: ["appointment.booked"] } };
    case "POST /api/v1/calendar-accounts":
      return { query: "", body: { provider: "calcom", name: "Cal.com", apiKey: "cal_live_12345678" } };
    case "POST /api/v1/calendar-accounts/google/complete":
      return { query: "", body: { state: "of-nobody", code: "of-nobody" } };
    case "PATCH /api/v1/calendar-accounts/{accountId}":
      return { query: "", body: { outsideChange: "apply" } };
    case "POST /api/v1/calendar-accounts/{accountId}/targets":
      return {
        query: "",
        body: { branchId, calendarId: staffId, vendorCalendar: "team", externalName: "Team", writes: false },
      };
    case "POST /api/v1/calendar-feeds":
      return { query: "", body: { branchId, staffId } };
    case "POST /api/v1/calendar-subscriptions":
      return {
        query: "",
        body: { branchId, calendarId: staffId, name: "Anna's own", url: "https://calendars.example/anna.ics" },
      };
    case "PUT /api/v1/operations/rollouts/{rollout}":
      return { query: "", body: { percent: 10 } };
    case "PUT /api/v1/operations/tenants/{tenantId}/rollouts/{rollout}":
      return { query: "", body: { choice: "in" } };
    case "PATCH /api/v1/webhook-endpoints/{endpointId}":
      return { query: "", body: { description: "Our till" } };
    case "POST /api/v1/webhook-endpoints/{endpointId}/replay":
      return { query: "", body: { from: "2026-11-01T00:00:00Z", to: "2026-11-20T00:00:00Z" } };
    case "POST /api/v1/operations/calendar-mirrors/replay":
    case "POST /api/v1/operations/calendar-mirrors/discard":
      return { query: "", body: { ids: [ids.mirrorId ?? newId("cmr")] } };
    case "POST /api/v1/operations/dead-letters/replay":
    case "POST /api/v1/operations/dead-letters/discard":
      return { query: "", body: { ids: [deadLetterId] } };
    case "POST /api/v1/operations/quarantine/{eventId}/assign":
      return { query: "", body: { branchId } };
    default:
      return method === "GET" || method === "DELETE" ? { query: "" } : { query: "", body: {} };
  }
}
