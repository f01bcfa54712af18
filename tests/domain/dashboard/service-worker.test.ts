import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";

const SOURCE = readFileSync(new URL("../../../src/dashboard/pwa/service-worker.js", import.meta.url), "utf8");
const ORIGIN = "https://desk.example";

type Handler = (event: object) => void;
type Answer = (response: Response) => void;

/** The worker with caches that tell which of them were opened, and a network that answers when it is told to. */
function startWorker() {
  const handlers: Record<string, Handler> = {};
  const opened = new Set<string>();
  const answers: Answer[] = [];
  const cache = { delete: () => Promise.resolve(true), put: () => Promise.resolve(), keys: () => Promise.resolve([]) };
  const caches = {
    open: (name: string) => Promise.resolve((opened.add(name), cache)),
    delete: (name: string) => Promise.resolve(opened.delete(name)),
  };
  const self = {
    addEventListener: (name: string, handler: Handler) => (handlers[name] = handler),
    location: { origin: ORIGIN },
  };
  const fetch = () => new Promise<Response>((resolve) => answers.push(resolve));
  runInNewContext(SOURCE, { self, caches, fetch, URL, Headers, Request, Response, Date });
  return { handlers, opened, answers };
}

/** Asks for what the page shows; settled when the worker has nothing left to do for it. */
function askFor(path: string, { handlers }: ReturnType<typeof startWorker>) {
  const request = new Request(ORIGIN + path, { headers: { "x-keep-view": "1" } });
  const behind: Promise<unknown>[] = [];
  let response = Promise.resolve(new Response());
  const respondWith = (given: Promise<Response>) => (response = given);
  handlers["fetch"]?.({ request, respondWith, waitUntil: (work: Promise<unknown>) => behind.push(work) });
  return async () => {
    await response;
    await Promise.all(behind);
  };
}

it("keeps what is shown", async () => {
  const worker = startWorker();
  const settled = askFor("/api/v1/customers", worker);
  worker.answers[0]?.(Response.json([]));
  await settled();
  expect([...worker.opened]).toEqual(["frontdesk-view"]);
});

it("keeps nothing that was asked for before somebody signed out and comes after it", async () => {
  const worker = startWorker();
  const settled = askFor("/api/v1/customers", worker);
  const told = new Promise((resolve) => {
    const ports = [{ postMessage: resolve }];
    worker.handlers["message"]?.({ data: { forget: true }, ports, waitUntil: (work: Promise<unknown>) => work });
  });
  await told;
  worker.answers[0]?.(Response.json([]));
  await settled();
  expect([...worker.opened]).toEqual([]);
});
