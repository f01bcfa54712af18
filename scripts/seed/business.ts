import type { BranchId, ResourceId, ServiceId, StaffId } from "../../src/domain/ids.ts";
import { seededId } from "./dice.ts";

/** The demo business. Addresses are invented; numbers are from the block that is never assigned (030 23125 xxx). */
export const TENANT = {
  id: seededId("ten", "salon-morgenrot"),
  name: "Salon Morgenrot",
  slug: "salon-morgenrot",
  language: "de",
} as const;

export const TIME_ZONE = "Europe/Berlin";
export const CONNECTION_ID = seededId("con", "retell");
export const RETELL_AGENT_ID = "agent_demo_morgenrot_mitte";
/** The same business can also be called by way of Vapi, at a number of its own. */
export const VAPI_CONNECTION_ID = seededId("con", "vapi");
export const VAPI_ASSISTANT_ID = "5f0d3c1e-demo-4a7b-9b1f-morgenrotmitte";
export const VAPI_PHONE = "+493023125830";

/** What it sends text messages from, played by the sandbox. */
export const TWILIO_SENDER_ID = seededId("snd", "twilio");
export const TELNYX_SENDER_ID = seededId("snd", "telnyx");
export const WHATSAPP_SENDER_ID = seededId("snd", "whatsapp");
/** Known to the sandbox, which plays Meta. */
export const WHATSAPP_ACCOUNT = {
  accessToken: "sandbox-whatsapp-token",
  appSecret: "sandbox-whatsapp-app-secret",
  phoneNumberId: "106540352242922",
  businessAccountId: "102290129340398",
  verifyToken: "sandbox-whatsapp-verify",
} as const;
/** What the sandbox signs reports of e-mails with, and where answers to them go. */
export const SANDBOX_MAIL = {
  resendWebhookSecret: "whsec_c2FuZGJveC1yZXNlbmQtd2ViaG9vay1zZWNyZXQ=",
  postmarkPassword: "sandbox-postmark-password-24",
  replyDomain: "in.frontdesk.example",
} as const;
export const SMS_NUMBER = "+493023125840";

type WeeklySpan = { weekday: number; fromMinute: number; toMinute: number };
type ServicePlan = {
  name: string;
  aliases: string[];
  description: string;
  durationMinutes: number;
  bufferAfterMinutes?: number;
  priceMinor: number;
};
export type StaffPlan = { id: StaffId; name: string; does: ServiceName[]; ownHours: WeeklySpan[] | null };
export type BranchPlan = {
  id: BranchId;
  name: string;
  address: string;
  phone: string;
  services: ServiceName[];
  staff: StaffPlan[];
  resources: ResourcePlan[];
};
export type ResourcePlan = { id: ResourceId; name: string; kind: string; neededBy: ServiceName[] };

const [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [2, 3, 4, 5, 6] as const;
const span = (weekday: number, fromHour: number, toHour: number): WeeklySpan => ({
  weekday,
  fromMinute: fromHour * 60,
  toMinute: toHour * 60,
});

export const OPENING_HOURS: WeeklySpan[] = [
  span(TUESDAY, 9, 19),
  span(WEDNESDAY, 9, 19),
  span(THURSDAY, 9, 19),
  span(FRIDAY, 9, 19),
  span(SATURDAY, 9, 16),
];

export const SERVICES = {
  men: {
    name: "Herrenhaarschnitt",
    aliases: ["Haarschnitt Herren", "Männerhaarschnitt", "Männer schneiden", "Men's haircut", "Haircut for men"],
    description: "Beratung, Waschen, Schneiden, Stylen.",
    durationMinutes: 30,
    priceMinor: 3_200,
  },
  women: {
    name: "Damenhaarschnitt",
    aliases: ["Haarschnitt Damen", "Frauenhaarschnitt", "Spitzen schneiden", "Women's haircut", "Haircut for women"],
    description: "Beratung, Waschen, Schneiden, Föhnen.",
    durationMinutes: 45,
    priceMinor: 4_800,
  },
  blowDry: {
    name: "Waschen & Föhnen",
    aliases: ["Waschen und Föhnen", "Föhnen", "Haare waschen", "Blow-dry", "Wash and blow-dry"],
    description: "Waschen, Pflege, Föhnen.",
    durationMinutes: 30,
    priceMinor: 2_600,
  },
  color: {
    name: "Farbe",
    aliases: ["Färben", "Haare färben", "Ansatz färben", "Haarfarbe", "Hair colour", "Colouring"],
    description: "Farbberatung, Färben, Waschen, Föhnen.",
    durationMinutes: 90,
    bufferAfterMinutes: 10,
    priceMinor: 7_900,
  },
  balayage: {
    name: "Balayage",
    aliases: ["Strähnen", "Strähnchen", "Highlights"],
    description: "Freihandsträhnen mit Glossing, Waschen, Föhnen.",
    durationMinutes: 150,
    bufferAfterMinutes: 10,
    priceMinor: 14_900,
  },
  beard: {
    name: "Bartpflege",
    aliases: ["Bart schneiden", "Bart trimmen", "Rasur", "Beard trim", "Shave"],
    description: "Trimmen, Konturen, Pflege.",
    durationMinutes: 20,
    priceMinor: 1_800,
  },
} as const satisfies Record<string, ServicePlan>;

export type ServiceName = keyof typeof SERVICES;

const member = (name: string, does: ServiceName[], ownHours: WeeklySpan[] | null = null): StaffPlan => ({
  id: seededId("stf", name),
  name,
  does,
  ownHours,
});

const colourPlace = (number: number): ResourcePlan => ({
  id: seededId("res", `Farbplatz ${number}`),
  name: `Farbplatz ${number}`,
  kind: "Farbplatz",
  neededBy: ["color", "balayage"],
});

/** Whose week of time off lies in the next month. */
export const ON_HOLIDAY = "Jonas Krüger";

export const MITTE: BranchPlan = {
  id: seededId("brn", "mitte"),
  name: "Mitte",
  address: "Morgenrotstraße 12, 10119 Berlin",
  phone: "+493023125810",
  services: ["men", "women", "blowDry", "color", "balayage", "beard"],
  resources: [colourPlace(1), colourPlace(2)],
  staff: [
    member("Aylin Demir", ["women", "blowDry", "color", "balayage", "men"]),
    member("Jonas Krüger", ["men", "beard", "blowDry"]),
    member(
      "Katharina Vogel",
      ["women", "color", "balayage", "blowDry"],
      [span(TUESDAY, 10, 16), span(THURSDAY, 10, 16), span(FRIDAY, 10, 18)],
    ),
  ],
};

export const PRENZLAUER_BERG: BranchPlan = {
  id: seededId("brn", "prenzlauer-berg"),
  name: "Prenzlauer Berg",
  address: "Lindenhofallee 48, 10437 Berlin",
  phone: "+493023125820",
  services: ["men", "women", "blowDry", "color"],
  resources: [],
  staff: [
    member("Mehmet Kaya", ["men", "women", "blowDry"]),
    member(
      "Lena Brandt",
      ["women", "blowDry", "color", "men"],
      [span(WEDNESDAY, 11, 19), span(THURSDAY, 11, 19), span(FRIDAY, 11, 19), span(SATURDAY, 9, 16)],
    ),
  ],
};

export const BRANCHES = [MITTE, PRENZLAUER_BERG];

export const OWNER = { name: "Katharina Vogel", email: "katharina@salon-morgenrot.example" };
export const RECEPTION = { name: "Aylin Demir", email: "aylin@salon-morgenrot.example" };

/** Services belong to one branch, so each branch has its own id for the same one. */
export function serviceIdAt(branch: BranchPlan, service: ServiceName): ServiceId {
  return seededId("svc", `${branch.id}|${service}`);
}
