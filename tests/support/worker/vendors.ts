import { env } from "cloudflare:workers";
import { configOf } from "../../../src/env.ts";
import type { Bench, Vendor } from "../../sandbox/vendor.ts";
import { createCalcom } from "../../sandbox/vendors/calcom/calcom.ts";
import { createGoogle } from "../../sandbox/vendors/google/google.ts";
import { createRetell } from "../../sandbox/vendors/retell/retell.ts";
import { createTelnyx } from "../../sandbox/vendors/texts/telnyx.ts";
import { createTwilio } from "../../sandbox/vendors/texts/twilio.ts";
import { createWhatsapp } from "../../sandbox/vendors/texts/whatsapp.ts";
import { createVapi } from "../../sandbox/vendors/vapi/vapi.ts";
import { playNetwork } from "./network.ts";

export type Asked = { vendor: string; method: string; path: string; body: string; status: number };

type Spoil = (asked: {
  method: string;
  path: string;
  authorization: string | null;
}) => Response | null | Promise<Response | null>;

const callsNobody: typeof fetch = () => Promise.reject(new Error("the vendors of these tests call nobody"));

/**
 * The sandbox's vendors at the addresses that the tests have for them, until `vi.restoreAllMocks()`. `spoil` may answer in a vendor's
 * place, before it has done anything (`before`) or after (`after`, as when an answer is lost). `toWorker` carries what
 * vendors send by themselves.
 */
export function playVendors(toWorker: typeof fetch = callsNobody) {
  const bench: Bench = {
    now: () => Date.now(),
    sleep: async () => {},
    fetch: toWorker,
    demo: () => Promise.reject(new Error("there is no demo here")),
  };
  const google = createGoogle(bench);
  google.store.tokens.access.set("access", Number.POSITIVE_INFINITY); // of `aCalendarAccount`
  const hosts = new Map<string, Vendor>([
    ["api.retellai.com", createRetell(bench)],
    ["api.vapi.ai", createVapi(bench)],
    [new URL(configOf(env).CALCOM_URL).hostname, createCalcom(bench)],
    [new URL(configOf(env).TELNYX_URL).hostname, createTelnyx(bench)],
    [new URL(configOf(env).TWILIO_URL).hostname, createTwilio(bench)],
    [new URL(configOf(env).WHATSAPP_URL).hostname, createWhatsapp(bench)],
    [new URL(configOf(env).GOOGLE_API_URL).hostname, google],
  ]);
  const asked: Asked[] = [];
  const spoil: { before: Spoil; after: Spoil } = { before: () => null, after: () => null };
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const vendor = hosts.get(url.hostname) as Vendor;
    const call = { method: request.method, path: url.pathname + url.search };
    const body = new TextDecoder().decode(await request.clone().arrayBuffer());
    const authorization = request.headers.get("authorization");
    const early = await spoil.before({ ...call, authorization });
    const answer = early ?? (await vendor.app.fetch(request));
    const given = early ?? (await spoil.after({ ...call, authorization })) ?? answer;
    asked.push({ vendor: vendor.name, ...call, body, status: given.status });
    return given;
  };
  playNetwork(answer, ({ hostname }) => hosts.has(hostname));
  return { asked, spoil, vendors: [...hosts.values()] };
}
