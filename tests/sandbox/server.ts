import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import { CallBook } from "./calls/call-book.ts";
import type { CallEvent, CallResult } from "./calls/events.ts";
import { type CallRequest, type CallStage, callRequest, placeCall } from "./calls/place-call.ts";
import { controlRoutes } from "./control.ts";
import { type Demo, DemoUnavailable, readDemo } from "./demo.ts";
import { dispatch, refuseUnplayed } from "./dispatch.ts";
import { FaultBook } from "./faults.ts";
import { pageRoutes } from "./page/page.ts";
import { ControlProblem } from "./problem.ts";
import { RequestLog } from "./request-log.ts";
import type { Bench, Vendor } from "./vendor.ts";
import { vendorFactories } from "./vendors/index.ts";

export type SandboxOptions = {
  /** Path of `.demo.json`, or the demo business itself. */
  demo: string | Demo;
  /** Where the Worker is; `baseUrl` of the demo business when absent. */
  workerUrl?: string | undefined;
  fetch?: typeof globalThis.fetch;
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
};

/** The running sandbox: its HTTP face, and what tests want to look at or call directly. */
export type Sandbox = {
  app: Hono;
  vendors: Vendor[];
  faults: FaultBook;
  requests: RequestLog;
  calls: CallBook;
  demo(): Promise<Demo>;
  placeCall(request: CallRequest, tell?: (event: CallEvent) => void): Promise<CallResult>;
  reset(): void;
};

/** Builds a sandbox with its own state. Serve `app` on a port, or call it in-process. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const bench = createBench(options);
  const vendors = vendorFactories.map((create) => create(bench));
  const faults = new FaultBook();
  const requests = new RequestLog();
  const calls = new CallBook();
  const stage: CallStage = { bench, vendors, workerUrl: options.workerUrl?.replace(/\/+$/, "") };
  const app = new Hono();
  const sandbox: Sandbox = {
    app,
    vendors,
    faults,
    requests,
    calls,
    demo: bench.demo,
    placeCall: (request, tell) => stageCall(stage, calls, request, tell),
    reset() {
      for (const store of [faults, requests, calls]) store.clear();
      for (const vendor of vendors) vendor.reset();
    },
  };
  app.onError(explain);
  app.route("/", pageRoutes(sandbox));
  app.route("/control", controlRoutes(sandbox));
  for (const vendor of vendors) {
    refuseUnplayed(vendor);
    app.all(`/${vendor.name}/*`, (c) => dispatch(c, vendor, { bench, faults, requests }));
  }
  return sandbox;
}

function createBench(options: SandboxOptions): Bench {
  const { demo } = options;
  return {
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((ms) => delay(ms)),
    fetch: options.fetch ?? globalThis.fetch,
    demo: () => (typeof demo === "string" ? readDemo(demo) : Promise.resolve(demo)),
  };
}

function stageCall(
  stage: CallStage,
  calls: CallBook,
  request: CallRequest,
  tell: (event: CallEvent) => void = () => undefined,
): Promise<CallResult> {
  let callId = "";
  return placeCall(stage, callRequest.parse(request), (event) => {
    if (event.type === "call") callId = event.callId;
    calls.record(callId, event);
    tell(event);
  });
}

const explain: Parameters<Hono["onError"]>[0] = (error, c) => {
  if (error instanceof ControlProblem) return error.toResponse(c);
  if (error instanceof DemoUnavailable) return new ControlProblem(503, "no_demo", error.message).toResponse(c);
  console.error(error);
  return new ControlProblem(500, "internal", "The sandbox failed; its terminal says why.").toResponse(c);
};
