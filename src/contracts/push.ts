import * as z from "zod";
import { pushId } from "../domain/ids.ts";

/** Where browsers' makers take messages for their devices. Nothing else is ever asked. */
const SERVICES =
  /^(?:fcm\.googleapis\.com|(?:[\w-]+\.)*push\.services\.mozilla\.com|(?:[\w-]+\.)*push\.apple\.com|(?:[\w-]+\.)*notify\.windows\.com)$/;

const endpoint = z
  .url()
  .max(1_000)
  .refine((text) => isPushService(text), "must be an address of a browser's push service");

export function isPushService(text: string): boolean {
  const { protocol, hostname, port, username } = new URL(text);
  return protocol === "https:" && port === "" && username === "" && SERVICES.test(hostname);
}

const base64url = (max: number) =>
  z
    .string()
    .min(16)
    .max(max)
    .regex(/^[\w-]+={0,2}$/, "must be base64url");

/** What a browser's `PushSubscription` says of itself. */
export const pushTarget = z.strictObject({
  endpoint,
  keys: z.strictObject({ p256dh: base64url(100), auth: base64url(40) }),
});
export type PushTarget = z.infer<typeof pushTarget>;

/** What a service worker shows. Ids and times: it passes through the browser's maker, sealed for the device. */
export type PushNote = { title: string; body: string; url: string; tag: string };

export const pushBody = pushTarget.extend({ device: z.string().trim().max(80) });

export const pushView = z
  .object({
    publicKey: z.string().nullable().describe("For `applicationServerKey`. Null: not configured, nothing is sent."),
    items: z.array(z.object({ id: pushId, device: z.string(), createdAt: z.iso.datetime({ offset: true }) })),
  })
  .meta({ id: "Push" });
export type PushView = z.infer<typeof pushView>;
