import type { Credential, Fixture } from "./fixture.ts";
import { calcomFixtures, googleFixtures, postmarkFixtures, resendFixtures } from "./other-fixtures.ts";
import { telnyxFixtures, twilioFixtures, whatsappFixtures } from "./text-fixtures.ts";
import { retellFixtures, vapiFixtures } from "./voice-fixtures.ts";

export type { Credential, Fixture };

/** Good, tampered, stale, twice, out of order, too large, unknown, unreadable: for each vendor what it can do. */
export const fixtures: Record<string, (credential: Credential) => Fixture[]> = {
  retell: retellFixtures,
  vapi: vapiFixtures,
  twilio: twilioFixtures,
  telnyx: telnyxFixtures,
  whatsapp: whatsappFixtures,
  calcom: calcomFixtures,
  google: googleFixtures,
  resend: resendFixtures,
  postmark: postmarkFixtures,
};

/** Of the platform's own accounts: there is one address of each. */
export const WITHOUT_CONNECTION: readonly string[] = ["resend", "postmark"];

export function pathOf(provider: string, connection: string | undefined): string {
  return WITHOUT_CONNECTION.includes(provider) ? `/webhooks/${provider}` : `/webhooks/${provider}/${connection}`;
}
