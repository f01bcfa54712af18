import { randomUUID } from "node:crypto";
import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { SIGNATURE_HEADER, sign } from "../sandbox/vendors/retell/signature.ts";
import { sign as signVapi } from "../sandbox/vendors/vapi/signature.ts";
import type { Business } from "../support/node/business.ts";
import { aCall } from "./call.ts";
import { type Arena, withProduct } from "./contestants.ts";
import { untilIdle } from "./cpu-time.ts";
import { packRequests, runLoad } from "./load.ts";
import type { Pace } from "./measure.ts";
import { authorization, request } from "./requests.ts";
import { DAYS_WITH_APPOINTMENTS, datesAhead } from "./usual-days.ts";
import { aim, quantile, told, type Verdict } from "./verdict.ts";

const CALLERS = [1, 16, 64];
const MAX_RATE = 2_500;
const CROWD = 200;
const CROWD_SECONDS = 30;
/** Start and end. */
const EVENTS_A_CALL = 2;
const WAIT_FOR_QUEUES_MS = 180_000;
type Make = (index: number) => string;

/** How long a vendor waits for its acknowledgement, and a caller for an answer; then 200 calls at once, none lost. */
export function measureVoice({ seconds }: Pace): Promise<Verdict[]> {
  return withProduct(["Ask", "Phone", "Web"], {}, async (arena) => {
    const ways = waysOf(arena.business);
    const verdicts: Verdict[] = [];
    for (const [name, { make, expect }] of Object.entries(ways)) {
      for (const connections of CALLERS) {
        const requests = packRequests(Array.from({ length: seconds * MAX_RATE }, (_, index) => make(index)));
        const plan = { port: arena.served.port, connections, seconds, requests, repeats: false, expect };
        const { answered, errors, firstError, latencies, elapsedMs } = await runLoad(plan);
        const rate = ((answered * 1_000) / elapsedMs).toFixed(0);
        const [p50, p95] = [0.5, 0.95].map((share) => quantile([...latencies], share).toFixed(1));
        const text = `${name}, ${connections} callers: p50 ${p50} ms, p95 ${p95} ms, ${rate} a second`;
        verdicts.push(errors === 0 ? told(text) : aim(false, `${text}; ${errors} errors: ${firstError}`));
        await untilIdle(arena.served.pid);
      }
    }
    return [...verdicts, ...(await measureCalls(arena))];
  });
}

/** Each call begins and ends, with its words; then the list of calls is read, which only the consumers write. */
async function measureCalls(arena: Arena): Promise<Verdict[]> {
  const { port, pid } = arena.served;
  await untilIdle(pid);
  const before = await countEnded(arena);
  const events = retellEvents(arena.business);
  const requests = packRequests(Array.from({ length: CROWD_SECONDS * MAX_RATE }, (_, index) => events(index)));
  const plan = { port, connections: CROWD, seconds: CROWD_SECONDS, requests, repeats: false, expect: "" };
  const { answered, errors, firstError, latencies } = await runLoad(plan);
  // Requests go out in order, so what was acknowledged is the beginning of the plan.
  const wanted = Math.floor(answered / EVENTS_A_CALL);
  const deadline = Date.now() + WAIT_FOR_QUEUES_MS;
  let kept = 0;
  while (kept < wanted && Date.now() < deadline) {
    await untilIdle(pid);
    kept = (await countEnded(arena)) - before;
  }
  const title = `${CROWD} calls at once for ${CROWD_SECONDS} s`;
  return [
    aim(errors === 0, `${title}: ${answered} events acknowledged, ${errors} errors ${firstError ?? ""}`),
    aim(kept >= wanted, `${title}: ${kept} of ${wanted} calls have ended in the list`),
    told(
      `${title}: p50 ${quantile([...latencies], 0.5).toFixed(0)} ms, p95 ${quantile([...latencies], 0.95).toFixed(0)} ms`,
    ),
  ];
}

function waysOf(business: Business): Record<string, { make: Make; expect: string }> {
  const { demo, branches } = business;
  const [ask] = branches as [Rulebook]; // there are three
  const dates = datesAhead(ask, Date.now(), DAYS_WITH_APPOINTMENTS);
  const args = (index: number) => ({ service: "Damenhaarschnitt", date: dates[index % dates.length] });
  const signed = (path: string, content: object) => {
    const body = JSON.stringify(content);
    const signature = { [SIGNATURE_HEADER]: sign(body, demo.retell.apiKey, Date.now()) };
    return request("POST", `/webhooks/retell/${demo.retell.connectionId}${path}`, signature, body);
  };
  const signedByVapi = (message: object) => {
    const body = JSON.stringify({ message });
    const signature = signVapi(body, demo.vapi.hmacSecret, Date.now());
    return request("POST", `/webhooks/vapi/${demo.vapi.connectionId}`, signature, body);
  };
  const events = retellEvents(business);
  return {
    "Retell, events": { expect: "", make: events },
    "Retell, functions": {
      expect: '"ok":true',
      make: (index) =>
        signed("/functions", { name: "check_availability", call: callOf(ask, index), args: args(index) }),
    },
    "Vapi, events": {
      expect: "",
      make: () => signedByVapi({ type: "status-update", status: "in-progress", ...vapiCall(demo.vapi) }),
    },
    "Vapi, functions": {
      expect: "results",
      make: () => {
        const call = { id: randomUUID(), name: "list_services", arguments: {} };
        return signedByVapi({ type: "tool-calls", toolCallList: [call], ...vapiCall(demo.vapi) });
      },
    },
  };
}

function callOf(rules: Rulebook, index: number) {
  const from = `+4917${String(10_000_000 + (index % 80_000_000))}`;
  return aCall(`call_${randomUUID().replaceAll("-", "")}`, from, rules.phone ?? "");
}

function vapiCall({ assistantId, phoneNumber }: Business["demo"]["vapi"]) {
  return {
    call: { id: randomUUID(), type: "inboundPhoneCall", assistantId },
    phoneNumber: { number: phoneNumber },
    customer: { number: "+4915112345678" },
  };
}

/** The start and the end of each call in turn, signed as they are made: signatures live for five minutes. */
function retellEvents({ demo, branches }: Business): Make {
  const [ask] = branches as [Rulebook];
  const run = randomUUID();
  return (index) => {
    const number = Math.floor(index / EVENTS_A_CALL);
    const call = { ...callOf(ask, number), call_id: `call_${run}_${number}` };
    const times = { call_status: "ended", end_timestamp: Date.now(), duration_ms: 60_000 };
    const isEnd = index % EVENTS_A_CALL === 1;
    const body = JSON.stringify(
      isEnd ? { event: "call_ended", call: { ...call, ...times } } : { event: "call_started", call },
    );
    const signature = { [SIGNATURE_HEADER]: sign(body, demo.retell.apiKey, Date.now()) };
    return request("POST", `/webhooks/retell/${demo.retell.connectionId}`, signature, body);
  };
}

async function countEnded({ served, business }: Arena): Promise<number> {
  let [count, cursor]: [number, string | null] = [0, ""];
  while (cursor !== null) {
    const query: string = `status=ended&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
    const url = `http://127.0.0.1:${served.port}/api/v1/calls?${query}`;
    const answer = await fetch(url, { headers: authorization(business.demo) });
    if (answer.status === 429) {
      await new Promise((resolve) => setTimeout(resolve, 5_000)); // the API is limited, and so is this bench
      continue;
    }
    if (!answer.ok) throw new Error(`the list of calls answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as { items: unknown[]; nextCursor: string | null };
    count += page.items.length;
    cursor = page.nextCursor;
  }
  return count;
}
