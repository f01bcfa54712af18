import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Fault, FaultBook } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";
import type { Bench, Vendor } from "./vendor.ts";

const NEVER_MS = 150_000; // longer than any client here waits, and still an end
const SLOW_MS = 3_000;
const NOT_PLAYED = 501;

type Desk = { bench: Bench; faults: FaultBook; requests: RequestLog };

/** Hands a request to its vendor under the vendor's own path, spoils it when a fault says so, and records it. */
export async function dispatch(c: Context, vendor: Vendor, desk: Desk): Promise<Response> {
  const url = new URL(c.req.url);
  const path = url.pathname.slice(vendor.name.length + 1) || "/";
  const body = await c.req.arrayBuffer();
  const started = desk.bench.now();
  const fault = desk.faults.take(vendor.name, path);
  const ask = () => Promise.resolve(vendor.app.fetch(vendorRequest(c.req.raw, new URL(path + url.search, url), body)));
  const answer = await spoil(fault, { ask, vendor, desk, c });
  desk.requests.add({
    at: started,
    vendor: vendor.name,
    method: c.req.method,
    path: path + url.search,
    body: readable(c.req.header("content-type"), body),
    status: answer?.status ?? null,
    ms: desk.bench.now() - started,
    fault: fault?.kind ?? null,
    played: answer?.status !== NOT_PLAYED,
  });
  return answer ?? cutConnection(c);
}

/** Says honestly that a path exists at the vendor, perhaps, but not here. */
export function refuseUnplayed(vendor: Vendor): void {
  vendor.app.notFound((c) => {
    const path = new URL(c.req.url).pathname;
    return vendor.refuse(NOT_PLAYED, `The sandbox does not play ${c.req.method} ${path} of ${vendor.title}.`);
  });
}

type Spoiling = { ask(): Promise<Response>; vendor: Vendor; desk: Desk; c: Context };

/** Null: the connection shall be cut. */
async function spoil(fault: Fault | undefined, { ask, vendor, desk, c }: Spoiling): Promise<Response | null> {
  switch (fault?.kind) {
    case undefined:
      return ask();
    case "status":
      return injectedRefusal(vendor, fault);
    case "slow":
      await desk.bench.sleep(fault.delayMs ?? SLOW_MS);
      return ask();
    case "timeout":
      await untilGone(c.req.raw.signal, desk.bench.sleep(fault.delayMs ?? NEVER_MS));
      return null;
    case "drop":
      return null;
    case "duplicate":
      await ask();
      return ask();
  }
}

function injectedRefusal(vendor: Vendor, fault: Fault): Response {
  const status = fault.status ?? 500;
  const answer = vendor.refuse(status, `Injected by the sandbox: status ${status}.`);
  if (fault.retryAfterSeconds !== undefined) answer.headers.set("retry-after", String(fault.retryAfterSeconds));
  return answer;
}

function untilGone(signal: AbortSignal, wait: Promise<void>): Promise<void> {
  const gone = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  return Promise.race([wait, gone]);
}

function vendorRequest(original: Request, url: URL, body: ArrayBuffer): Request {
  const { method, headers } = original;
  return new Request(url, body.byteLength > 0 ? { method, headers, body: body.slice(0) } : { method, headers });
}

/** In a test without a socket the answer breaks while it is read, which a client sees the same way. */
function cutConnection(c: Context): Response {
  const socket = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket;
  if (!socket) return new Response(new ReadableStream({ pull: (body) => body.error(new Error("connection cut")) }));
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function readable(contentType: string | undefined, body: ArrayBuffer): string {
  if (contentType?.startsWith("multipart/")) return `(multipart, ${body.byteLength} bytes)`;
  return new TextDecoder().decode(body);
}
