import * as z from "zod";

/** Where v1 wants to meet: a kind, and what the attendee typed for it. */
const v1Location = z.union([z.string(), z.looseObject({ value: z.string(), optionValue: z.string().optional() })]);

/** Names that are not the same in both versions. Others are `integrations:<name>` in v1 and `<name>` in v2. */
const APPS: Record<string, string> = { daily: "cal-video", "google:meet": "google-meet", zoom: "zoom", jitsi: "jitsi" };

/** Undefined: none was named, and the event type's own is taken. */
export function toV2Location(given: unknown): object | undefined {
  const parsed = v1Location.safeParse(given);
  if (!parsed.success) return undefined;
  const { value, optionValue = "" } = typeof parsed.data === "string" ? { value: parsed.data } : parsed.data;
  const app = /^integrations:(.+)$/.exec(value)?.[1];
  if (app) return { type: "integration", integration: APPS[app] ?? app.replace("_", "-") };
  switch (value) {
    case "phone":
      return { type: "attendeePhone", phone: optionValue };
    case "attendeeInPerson":
      return { type: "attendeeAddress", address: optionValue };
    case "somewhereElse":
      return { type: "attendeeDefined", location: optionValue };
    case "userPhone":
      return { type: "phone" };
    case "inPerson":
      return { type: "address" };
    case "link":
      return { type: "link" };
    default:
      return undefined;
  }
}
