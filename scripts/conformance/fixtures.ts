import type { Credential, Fixture } from "./fixture.ts";
import { calcomFixtures, googleFixtures, postmarkFixtures, resendFixtures } from "./other-fixtures.ts";
import {
  telnyxCallFixtures,
  telnyxFixtures,
  twilioCallFixtures,
  twilioFixtures,
  whatsappFixtures,
} from "./text-fixtures.ts";
import { retellFixtures, vapiFixtures } from "./voice-fixtures.ts";

export type { Credential, Fixture };

/** Good, tampered, stale, twice, out of order, too large, unknown, unreadable: for each vendor what it can do. */
export const fixtures: Record<string, (credential: Credential) => Fixture[]> = {
  retell: retellFixtures,
  vapi: vapiFixtures,
  twilio: twilioFixtures,
  telnyx: telnyxFixtures,
  "twilio-calls": twilioCallFixtures,
  "telnyx-calls": telnyxCallFixtures,
  whatsapp: whatsappFixtures,
  calcom: calcomFixtures,
  google: googleFixtures,
  resend: resendFixtures,
  postmark: postmarkFixtures,
};

/** Of the platform's own accounts: there is one address of each. */
export const WITHOUT_CONNECTION: readonly string[] = ["resend", "postmark"];

export function pathOf(provider: string, connection: string | undefined): string {
  const [vendor, calls] = provider.split("-");
  if (WITHOUT_CONNECTION.includes(provider)) return `/webhooks/${vendor}`;
  return `/webhooks/${vendor}/${connection}${calls ? "/voice" : ""}`;
}
