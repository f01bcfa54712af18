import { Buffer } from "node:buffer";
import { createPrivateKey, sign } from "node:crypto";
import type { Bench } from "../../vendor.ts";
import { newVendorId } from "./text-box.ts";

/** The first test vector of RFC 8032, as PKCS #8: its public half is the demo's. */
const PRIVATE_KEY = createPrivateKey({
  key: Buffer.from(
    "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "hex",
  ),
  format: "der",
  type: "pkcs8",
});

/** An event as Telnyx posts it, in its envelope and signed. */
export function signEvent(bench: Bench, url: string, type: string, payload: object) {
  const occurred = new Date(bench.now()).toISOString();
  const data = { record_type: "event", event_type: type, id: newVendorId(), occurred_at: occurred, payload };
  const body = JSON.stringify({ data, meta: { attempt: 1, delivered_to: url } });
  const timestamp = String(Math.floor(bench.now() / 1_000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), PRIVATE_KEY).toString("base64");
  const signed = { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature };
  return { headers: { "content-type": "application/json", ...signed }, body };
}
