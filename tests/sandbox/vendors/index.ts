import type { VendorFactory } from "../vendor.ts";
import { createCalcom } from "./calcom/calcom.ts";
import { createOtherCalendars } from "./calendars/calendars.ts";
import { createGoogle } from "./google/google.ts";
import { createHibp } from "./hibp/hibp.ts";
import { createPostmark } from "./postmark/postmark.ts";
import { createReceiver } from "./receiver/receiver.ts";
import { createResend } from "./resend/resend.ts";
import { createRetell } from "./retell/retell.ts";
import { createTelnyx } from "./texts/telnyx.ts";
import { createTwilio } from "./texts/twilio.ts";
import { createWhatsapp } from "./texts/whatsapp.ts";
import { createUpstash } from "./upstash/upstash.ts";
import { createVapi } from "./vapi/vapi.ts";

/** Every company the sandbox plays. A new one is a folder here and a line below. */
export const vendorFactories: VendorFactory[] = [
  createRetell,
  createVapi,
  createUpstash,
  createResend,
  createPostmark,
  createHibp,
  createReceiver,
  createTwilio,
  createTelnyx,
  createWhatsapp,
  createOtherCalendars,
  createCalcom,
  createGoogle,
];
