/** The texts of pages that few open and rarely, one part for each thing that they are about. */
export const PAGE_TEXTS = {
  access: {
    de: () => import("./messages/pages/access-de.json"),
    en: () => import("./messages/pages/access-en.json"),
  },
  agents: {
    de: () => import("./messages/pages/agents-de.json"),
    en: () => import("./messages/pages/agents-en.json"),
  },
  attention: {
    de: () => import("./messages/pages/attention-de.json"),
    en: () => import("./messages/pages/attention-en.json"),
  },
  audit: {
    de: () => import("./messages/pages/audit-de.json"),
    en: () => import("./messages/pages/audit-en.json"),
  },
  calendars: {
    de: () => import("./messages/pages/calendars-de.json"),
    en: () => import("./messages/pages/calendars-en.json"),
  },
  callbacks: {
    de: () => import("./messages/pages/callbacks-de.json"),
    en: () => import("./messages/pages/callbacks-en.json"),
  },
  callFacts: {
    de: () => import("./messages/pages/callFacts-de.json"),
    en: () => import("./messages/pages/callFacts-en.json"),
  },
  callImport: {
    de: () => import("./messages/pages/callImport-de.json"),
    en: () => import("./messages/pages/callImport-en.json"),
  },
  callQuality: {
    de: () => import("./messages/pages/callQuality-de.json"),
    en: () => import("./messages/pages/callQuality-en.json"),
  },
  callRecording: {
    de: () => import("./messages/pages/callRecording-de.json"),
    en: () => import("./messages/pages/callRecording-en.json"),
  },
  callSettings: {
    de: () => import("./messages/pages/callSettings-de.json"),
    en: () => import("./messages/pages/callSettings-en.json"),
  },
  closeBranch: {
    de: () => import("./messages/pages/closeBranch-de.json"),
    en: () => import("./messages/pages/closeBranch-en.json"),
  },
  exampleCall: {
    de: () => import("./messages/pages/exampleCall-de.json"),
    en: () => import("./messages/pages/exampleCall-en.json"),
  },
  help: {
    de: () => import("./messages/pages/help-de.json"),
    en: () => import("./messages/pages/help-en.json"),
  },
  imports: {
    de: () => import("./messages/pages/imports-de.json"),
    en: () => import("./messages/pages/imports-en.json"),
  },
  inbox: {
    de: () => import("./messages/pages/inbox-de.json"),
    en: () => import("./messages/pages/inbox-en.json"),
  },
  integrations: {
    de: () => import("./messages/pages/integrations-de.json"),
    en: () => import("./messages/pages/integrations-en.json"),
  },
  knowledge: {
    de: () => import("./messages/pages/knowledge-de.json"),
    en: () => import("./messages/pages/knowledge-en.json"),
  },
  leads: {
    de: () => import("./messages/pages/leads-de.json"),
    en: () => import("./messages/pages/leads-en.json"),
  },
  mcp: {
    de: () => import("./messages/pages/mcp-de.json"),
    en: () => import("./messages/pages/mcp-en.json"),
  },
  merges: {
    de: () => import("./messages/pages/merges-de.json"),
    en: () => import("./messages/pages/merges-en.json"),
  },
  messages: {
    de: () => import("./messages/pages/messages-de.json"),
    en: () => import("./messages/pages/messages-en.json"),
  },
  newBranch: {
    de: () => import("./messages/pages/newBranch-de.json"),
    en: () => import("./messages/pages/newBranch-en.json"),
  },
  numbers: {
    de: () => import("./messages/pages/numbers-de.json"),
    en: () => import("./messages/pages/numbers-en.json"),
  },
  onCall: {
    de: () => import("./messages/pages/onCall-de.json"),
    en: () => import("./messages/pages/onCall-en.json"),
  },
  outbound: {
    de: () => import("./messages/pages/outbound-de.json"),
    en: () => import("./messages/pages/outbound-en.json"),
  },
  security: {
    de: () => import("./messages/pages/security-de.json"),
    en: () => import("./messages/pages/security-en.json"),
  },
  sequences: {
    de: () => import("./messages/pages/sequences-de.json"),
    en: () => import("./messages/pages/sequences-en.json"),
  },
  series: {
    de: () => import("./messages/pages/series-de.json"),
    en: () => import("./messages/pages/series-en.json"),
  },
  service: {
    de: () => import("./messages/pages/service-de.json"),
    en: () => import("./messages/pages/service-en.json"),
  },
  setup: {
    de: () => import("./messages/pages/setup-de.json"),
    en: () => import("./messages/pages/setup-en.json"),
  },
  spam: {
    de: () => import("./messages/pages/spam-de.json"),
    en: () => import("./messages/pages/spam-en.json"),
  },
  team: {
    de: () => import("./messages/pages/team-de.json"),
    en: () => import("./messages/pages/team-en.json"),
  },
  trouble: {
    de: () => import("./messages/pages/trouble-de.json"),
    en: () => import("./messages/pages/trouble-en.json"),
  },
  voice: {
    de: () => import("./messages/pages/voice-de.json"),
    en: () => import("./messages/pages/voice-en.json"),
  },
  waitlist: {
    de: () => import("./messages/pages/waitlist-de.json"),
    en: () => import("./messages/pages/waitlist-en.json"),
  },
  webCall: {
    de: () => import("./messages/pages/webCall-de.json"),
    en: () => import("./messages/pages/webCall-en.json"),
  },
  whatsapp: {
    de: () => import("./messages/pages/whatsapp-de.json"),
    en: () => import("./messages/pages/whatsapp-en.json"),
  },
};

export type PageTextsName = keyof typeof PAGE_TEXTS;
type LoadedBy<Load extends () => Promise<{ default: object }>> = Awaited<ReturnType<Load>>["default"];
type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
export type PageMessages = AllOf<{ [Name in PageTextsName]: LoadedBy<(typeof PAGE_TEXTS)[Name]["en"]> }[PageTextsName]>;
