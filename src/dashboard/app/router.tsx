import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { parseConsoleSearch } from "../admin/console-search.ts";
import { parseLiveSearch } from "../live/live-search.ts";
import { CrashScreen, NotFoundScreen } from "./full-screens.tsx";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute();

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/app",
  validateSearch: parseLiveSearch,
  component: Shell,
});

const parent = () => appRoute;

const indexRoute = createRoute({
  getParentRoute: parent,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app/today", replace: true });
  },
});

const today = lazyRouteComponent(() => import("../today/today-page.tsx"), "TodayPage");
const calendar = lazyRouteComponent(() => import("../calendar/calendar-page.tsx"), "CalendarPage");
const live = lazyRouteComponent(() => import("../live/live-page.tsx"), "LivePage");
const calls = lazyRouteComponent(() => import("../calls/calls-page.tsx"), "CallsPage");
const call = lazyRouteComponent(() => import("../calls/call-page.tsx"), "CallPage");
const callbacks = lazyRouteComponent(() => import("../callbacks/callbacks-page.tsx"), "CallbacksPage");
const onCall = lazyRouteComponent(() => import("../on-call/on-call-page.tsx"), "OnCallPage");
const waitlist = lazyRouteComponent(() => import("../waitlist/waitlist-page.tsx"), "WaitlistPage");
const series = lazyRouteComponent(() => import("../series/series-page.tsx"), "SeriesPage");
const group = lazyRouteComponent(() => import("../series/group-page.tsx"), "GroupPage");
const inbox = lazyRouteComponent(() => import("../inbox/inbox-page.tsx"), "InboxPage");
const messages = lazyRouteComponent(() => import("../messages/messages-page.tsx"), "MessagesPage");
const customers = lazyRouteComponent(() => import("../customers/customers-page.tsx"), "CustomersPage");
const customer = lazyRouteComponent(() => import("../customers/customer-page.tsx"), "CustomerPage");
const leads = lazyRouteComponent(() => import("../leads/leads-page.tsx"), "LeadsPage");
const lead = lazyRouteComponent(() => import("../leads/lead-page.tsx"), "LeadPage");
const sequences = lazyRouteComponent(() => import("../sequences/sequences-page.tsx"), "SequencesPage");
const services = lazyRouteComponent(() => import("../catalogue/services-page.tsx"), "ServicesPage");
const service = lazyRouteComponent(() => import("../catalogue/service-page.tsx"), "ServicePage");
const staff = lazyRouteComponent(() => import("../catalogue/staff-page.tsx"), "StaffPage");
const member = lazyRouteComponent(() => import("../catalogue/member-page.tsx"), "MemberPage");
const resources = lazyRouteComponent(() => import("../catalogue/resources-page.tsx"), "ResourcesPage");
const branch = lazyRouteComponent(() => import("../catalogue/branch-page.tsx"), "BranchPage");
const voice = lazyRouteComponent(() => import("../voice/voice-page.tsx"), "VoicePage");
const knowledge = lazyRouteComponent(() => import("../voice/knowledge-page.tsx"), "KnowledgePage");
const agentVersions = lazyRouteComponent(() => import("../agents/agent-versions-page.tsx"), "AgentVersionsPage");
const numbers = lazyRouteComponent(() => import("../numbers/numbers-page.tsx"), "NumbersPage");
const imports = lazyRouteComponent(() => import("../imports/imports-page.tsx"), "ImportsPage");
const settings = lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage");
const team = lazyRouteComponent(() => import("../team/team-page.tsx"), "TeamPage");
const security = lazyRouteComponent(() => import("../security/security-page.tsx"), "SecurityPage");
const access = lazyRouteComponent(() => import("../access/access-page.tsx"), "AccessPage");
const integrations = lazyRouteComponent(() => import("../integrations/integrations-page.tsx"), "IntegrationsPage");
const calendarsElsewhere = lazyRouteComponent(() => import("../calendars/calendars-page.tsx"), "CalendarsPage");
const auditLog = lazyRouteComponent(() => import("../audit/audit-page.tsx"), "AuditPage");
const setup = lazyRouteComponent(() => import("../setup/setup-page.tsx"), "SetupPage");
const help = lazyRouteComponent(() => import("../help/help-page.tsx"), "HelpPage");
const kit = lazyRouteComponent(() => import("../kit/kit-page.tsx"), "KitPage");

const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin",
  validateSearch: parseConsoleSearch,
  component: lazyRouteComponent(() => import("../admin/console-shell.tsx"), "ConsoleShell"),
});

const inConsole = () => consoleRoute;

const consoleIndexRoute = createRoute({
  getParentRoute: inConsole,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/admin/overview", replace: true });
  },
});

const overview = lazyRouteComponent(() => import("../admin/overview-page.tsx"), "OverviewPage");
const tenants = lazyRouteComponent(() => import("../admin/tenants-page.tsx"), "TenantsPage");
const tenant = lazyRouteComponent(() => import("../admin/tenant-page.tsx"), "TenantPage");
const users = lazyRouteComponent(() => import("../admin/users-page.tsx"), "UsersPage");
const connections = lazyRouteComponent(() => import("../admin/connections-page.tsx"), "ConnectionsPage");
const allCalls = lazyRouteComponent(() => import("../admin/calls-page.tsx"), "CallsPage");
const allMessages = lazyRouteComponent(() => import("../admin/messages-page.tsx"), "MessagesPage");
const feedback = lazyRouteComponent(() => import("../admin/feedback-page.tsx"), "FeedbackPage");
const circuits = lazyRouteComponent(() => import("../admin/circuits-page.tsx"), "CircuitsPage");
const numberPool = lazyRouteComponent(() => import("../admin/number-pool-page.tsx"), "NumberPoolPage");
const calendars = lazyRouteComponent(() => import("../admin/calendars-page.tsx"), "CalendarsPage");
const calendarEntries = lazyRouteComponent(() => import("../admin/calendar-entries-page.tsx"), "CalendarEntriesPage");
const flags = lazyRouteComponent(() => import("../admin/flags-page.tsx"), "FlagsPage");
const events = lazyRouteComponent(() => import("../admin/events-page.tsx"), "EventsPage");
const quarantine = lazyRouteComponent(() => import("../admin/quarantine-page.tsx"), "QuarantinePage");
const letters = lazyRouteComponent(() => import("../admin/letters-page.tsx"), "LettersPage");
const crons = lazyRouteComponent(() => import("../admin/crons-page.tsx"), "CronsPage");
const errors = lazyRouteComponent(() => import("../admin/errors-page.tsx"), "ErrorsPage");
const health = lazyRouteComponent(() => import("../admin/health-page.tsx"), "HealthPage");
const audit = lazyRouteComponent(() => import("../admin/audit-page.tsx"), "AuditPage");

const routeTree = rootRoute.addChildren([
  consoleRoute.addChildren([
    consoleIndexRoute,
    createRoute({ getParentRoute: inConsole, path: "/overview", component: overview }),
    createRoute({ getParentRoute: inConsole, path: "/tenants", component: tenants }),
    createRoute({ getParentRoute: inConsole, path: "/tenants/$tenantId", component: tenant }),
    createRoute({ getParentRoute: inConsole, path: "/users", component: users }),
    createRoute({ getParentRoute: inConsole, path: "/connections", component: connections }),
    createRoute({ getParentRoute: inConsole, path: "/feedback", component: feedback }),
    createRoute({ getParentRoute: inConsole, path: "/circuits", component: circuits }),
    createRoute({ getParentRoute: inConsole, path: "/number-pool", component: numberPool }),
    createRoute({ getParentRoute: inConsole, path: "/calendars", component: calendars }),
    createRoute({ getParentRoute: inConsole, path: "/calendar-entries", component: calendarEntries }),
    createRoute({ getParentRoute: inConsole, path: "/flags", component: flags }),
    createRoute({ getParentRoute: inConsole, path: "/calls", component: allCalls }),
    createRoute({ getParentRoute: inConsole, path: "/messages", component: allMessages }),
    createRoute({ getParentRoute: inConsole, path: "/events", component: events }),
    createRoute({ getParentRoute: inConsole, path: "/quarantine", component: quarantine }),
    createRoute({ getParentRoute: inConsole, path: "/dead-letters", component: letters }),
    createRoute({ getParentRoute: inConsole, path: "/crons", component: crons }),
    createRoute({ getParentRoute: inConsole, path: "/errors", component: errors }),
    createRoute({ getParentRoute: inConsole, path: "/health", component: health }),
    createRoute({ getParentRoute: inConsole, path: "/audit", component: audit }),
  ]),
  appRoute.addChildren([
    indexRoute,
    createRoute({ getParentRoute: parent, path: "/today", component: today }),
    createRoute({ getParentRoute: parent, path: "/calendar", component: calendar }),
    createRoute({ getParentRoute: parent, path: "/live", component: live }),
    createRoute({ getParentRoute: parent, path: "/calls", component: calls }),
    createRoute({ getParentRoute: parent, path: "/calls/$callId", component: call }),
    createRoute({ getParentRoute: parent, path: "/callbacks", component: callbacks }),
    createRoute({ getParentRoute: parent, path: "/on-call", component: onCall }),
    createRoute({ getParentRoute: parent, path: "/waitlist", component: waitlist }),
    createRoute({ getParentRoute: parent, path: "/series", component: series }),
    createRoute({ getParentRoute: parent, path: "/series/$seriesId", component: group }),
    createRoute({ getParentRoute: parent, path: "/inbox", component: inbox }),
    createRoute({ getParentRoute: parent, path: "/messages", component: messages }),
    createRoute({ getParentRoute: parent, path: "/customers", component: customers }),
    createRoute({ getParentRoute: parent, path: "/customers/$customerId", component: customer }),
    createRoute({ getParentRoute: parent, path: "/leads", component: leads }),
    createRoute({ getParentRoute: parent, path: "/leads/$leadId", component: lead }),
    createRoute({ getParentRoute: parent, path: "/sequences", component: sequences }),
    createRoute({ getParentRoute: parent, path: "/services", component: services }),
    createRoute({ getParentRoute: parent, path: "/services/$serviceId", component: service }),
    createRoute({ getParentRoute: parent, path: "/staff", component: staff }),
    createRoute({ getParentRoute: parent, path: "/staff/$staffId", component: member }),
    createRoute({ getParentRoute: parent, path: "/resources", component: resources }),
    createRoute({ getParentRoute: parent, path: "/branch", component: branch }),
    createRoute({ getParentRoute: parent, path: "/voice", component: voice }),
    createRoute({ getParentRoute: parent, path: "/knowledge", component: knowledge }),
    createRoute({ getParentRoute: parent, path: "/agent-versions", component: agentVersions }),
    createRoute({ getParentRoute: parent, path: "/numbers", component: numbers }),
    createRoute({ getParentRoute: parent, path: "/imports", component: imports }),
    createRoute({ getParentRoute: parent, path: "/calendars", component: calendarsElsewhere }),
    createRoute({ getParentRoute: parent, path: "/integrations", component: integrations }),
    createRoute({ getParentRoute: parent, path: "/settings", component: settings }),
    createRoute({ getParentRoute: parent, path: "/team", component: team }),
    createRoute({ getParentRoute: parent, path: "/security", component: security }),
    createRoute({ getParentRoute: parent, path: "/access", component: access }),
    createRoute({ getParentRoute: parent, path: "/audit", component: auditLog }),
    createRoute({ getParentRoute: parent, path: "/setup", component: setup }),
    createRoute({ getParentRoute: parent, path: "/help", component: help }),
    createRoute({ getParentRoute: parent, path: "/_kit", component: kit }),
  ]),
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultNotFoundComponent: NotFoundScreen,
    defaultErrorComponent: CrashScreen,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
