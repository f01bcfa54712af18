import type * as schema from "../../src/db/schema/index.ts";
import type { Vault } from "../../src/db/vault.ts";
import type { LeadStatus } from "../../src/domain/leads/lead.ts";
import { type EpochMs, HOUR_MS } from "../../src/domain/time.ts";
import { MITTE, TENANT } from "./business.ts";
import { seededId } from "./dice.ts";

type Row<Table extends keyof typeof schema> = (typeof schema)[Table]["$inferInsert"];
type Asked = {
  name: string;
  request: string;
  status: LeadStatus;
  hoursAgo: number;
  waitedSeconds: number | null;
  todo?: string;
};

/** Numbers from the block that the Bundesnetzagentur keeps for films: they reach nobody. */
const ASKED: Asked[] = [
  {
    name: "Friederike Albrecht",
    request: "Brautfrisur für den 12. Juni, mit Probetermin",
    status: "new",
    hoursAgo: 2,
    waitedSeconds: null,
  },
  {
    name: "Tarek Aziz",
    request: "Habt ihr samstags noch etwas für zwei Kinder frei?",
    status: "contacted",
    hoursAgo: 5,
    waitedSeconds: 9,
  },
  {
    name: "Lotte Brinkmann",
    request: "Balayage, Haare sind schulterlang. Was kostet das?",
    status: "contacted",
    hoursAgo: 26,
    waitedSeconds: 14,
    todo: "Preisliste schicken",
  },
  {
    name: "Piotr Zieliński",
    request: "Gutschein für meine Frau",
    status: "qualified",
    hoursAgo: 50,
    waitedSeconds: 11,
    todo: "Am Freitag anrufen",
  },
  { name: "Hatice Arslan", request: "Farbe und Schnitt vor dem 20.", status: "booked", hoursAgo: 74, waitedSeconds: 8 },
  {
    name: "Bernd Ostermann",
    request: "Hausbesuch im Seniorenheim möglich?",
    status: "lost",
    hoursAgo: 120,
    waitedSeconds: 21,
  },
];
const SEQUENCE_ID = seededId("sqn", "after a request");

export async function leadRows(vault: Vault, now: EpochMs): Promise<Rows> {
  const made = await Promise.all(ASKED.map((asked, index) => leadRow(vault, asked, index, now)));
  return {
    leads: made.map(({ lead }) => lead),
    leadEvents: made.map(({ event }) => event),
    sequences: [sequenceRow(now)],
  };
}
type Rows = {
  leads: Row<"leads">[];
  leadEvents: Row<"leadEvents">[];
  sequences: Row<"sequences">[];
};

async function leadRow(vault: Vault, asked: Asked, index: number, now: EpochMs) {
  const { name, request, status, hoursAgo, waitedSeconds, todo = null } = asked;
  const [id, eventId] = [seededId("led", String(index)), seededId("lev", String(index))];
  const phone = `+491760406978${index}`;
  const createdAt = now - hoursAgo * HOUR_MS;
  const first = waitedSeconds === null ? null : createdAt + waitedSeconds * 1_000;
  const lead: Row<"leads"> = {
    tenantId: TENANT.id,
    id,
    branchId: MITTE.id,
    phoneIndex: await vault.phoneIndex(phone),
    phoneType: "mobile",
    sealed: await vault.seal({ purpose: "lead", row: id }, JSON.stringify({ name, phone, email: null, request, todo })),
    language: "de",
    status,
    source: "form",
    hasConsent: true,
    firstContactAt: first,
    firstContactBy: first === null ? null : "sms",
    contactState: first === null ? "failed" : "done",
    contactReason: first === null ? "quiet_hours" : null,
    createdAt,
    updatedAt: first ?? createdAt,
  };
  const event: Row<"leadEvents"> = {
    tenantId: TENANT.id,
    id: eventId,
    leadId: id,
    type: "created",
    at: createdAt,
    actor: "web",
    facts: { source: "form", hasConsent: true },
    sealedWords: await vault.seal({ purpose: "lead.event", row: eventId }, request),
  };
  return { lead, event };
}

/** Switched off, so that the demo writes to nobody before somebody wants it to. */
function sequenceRow(createdAt: EpochMs): Row<"sequences"> {
  const plain = { subject: null, template: null };
  const words = (de: string, en: string) => ({ de: { ...plain, text: de }, en: { ...plain, text: en } });
  return {
    tenantId: TENANT.id,
    id: SEQUENCE_ID,
    name: "Nach einer Anfrage",
    trigger: "new_lead",
    isActive: false,
    recallMonths: null,
    steps: [
      {
        delayMinutes: 2 * 1_440,
        channel: "sms",
        ...words(
          "{business}: Guten Tag, {name}! Haben Sie noch Fragen? Hier sehen Sie freie Zeiten: {link} STOP beendet Nachrichten.",
          "{business}: Hello {name}! Any questions left? Free times are here: {link} STOP ends messages.",
        ),
      },
      {
        delayMinutes: 5 * 1_440,
        channel: "task",
        ...words("{name} anrufen", "Call {name}"),
      },
    ],
    createdAt,
    updatedAt: createdAt,
  };
}
