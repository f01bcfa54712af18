import { log } from "../../log.ts";
import { readCloudflareEmail } from "../../providers/email/cloudflare-incoming.ts";
import { applyEmailEvent } from "../../use-cases/messaging/apply-email-event.ts";

/** With its pictures; Cloudflare's own limit is 25 MiB, of which an isolate holds several copies while it reads. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Mail that Cloudflare Email Routing hands to this Worker. Whoever wrote to nobody is told so; what fails here throws, and
 * the sender's server brings it again.
 */
export async function handleEmail(message: ForwardableEmailMessage, env: Env): Promise<void> {
  if (message.rawSize > MAX_BYTES) return message.setReject(`The message is over ${MAX_BYTES} bytes.`);
  const event = await readCloudflareEmail(await new Response(message.raw).arrayBuffer(), message.to);
  if (!event) {
    log("info", "email_to_nobody");
    return message.setReject("There is nobody by this address.");
  }
  // Its words are in the message, so nothing has to be fetched.
  const carrier = { vendor: "cloudflare" as const, fetch: async () => null };
  if ((await applyEmailEvent(env, carrier, event, Date.now())) === "too_many") throw new Error("too much mail at once");
}
