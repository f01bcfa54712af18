import * as z from "zod";
import { ok } from "../../../domain/result.ts";
import { readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import { readVapi } from "../vapi.ts";
import { type CallVendor, type ListedCalls, MAX_LISTED } from "./port.ts";

const placed = z.looseObject({ id: z.string().min(1).max(100) });
const call = z.looseObject({ id: z.string(), status: z.string().nullish(), endedReason: z.string().nullish() });
const listed = z.array(call).max(1_000);
const encoder = new TextEncoder();

export function vapiCalls(ask: Ask): CallVendor {
  return {
    async place({ to, voiceNumberId, agentId, opening, voicemail, variables, metadata }) {
      const begins = opening === null ? {} : { firstMessage: opening };
      const json = {
        assistantId: agentId,
        phoneNumberId: voiceNumberId,
        customer: { number: to },
        assistantOverrides: { variableValues: variables, metadata, ...begins, ...machineOf(voicemail) },
      };
      const answer = await readAnswer(placed, ask({ method: "POST", path: "/call", json }));
      return answer.ok ? ok({ providerCallId: answer.value.id }) : answer;
    },
    async list(from, to) {
      const query = new URLSearchParams({
        createdAtGe: new Date(from).toISOString(),
        createdAtLt: new Date(to).toISOString(),
        limit: String(MAX_LISTED),
      });
      const page = await readAnswer(listed, ask({ method: "GET", path: `/call?${query.toString()}` }));
      if (!page.ok) return page;
      const found: ListedCalls = { calls: [], refused: 0, isCut: page.value.length >= MAX_LISTED };
      for (const each of page.value) await keep(found, each);
      return ok(found);
    },
  };
}

/** Without a message, Vapi hangs up on a machine. */
function machineOf(voicemail: string | null) {
  return { voicemailDetection: { provider: "vapi" }, ...(voicemail === null ? {} : { voicemailMessage: voicemail }) };
}

/** A call that goes on tells of itself; one that ended is read as its report. */
async function keep(found: ListedCalls, each: z.infer<typeof call>): Promise<void> {
  if (each.status !== "ended") return;
  const {
    artifact = {},
    analysis = {},
    endedReason = "unknown",
    startedAt,
    endedAt,
    cost,
  } = each as Record<string, unknown>;
  const report = { type: "end-of-call-report", call: each, artifact, analysis, endedReason };
  const times = {
    ...(startedAt ? { startedAt } : {}),
    ...(endedAt ? { endedAt } : {}),
    ...(cost == null ? {} : { cost }),
  };
  const read = await readVapi(encoder.encode(JSON.stringify({ message: { ...report, ...times } })));
  if (read.ok && read.value.kind === "event") {
    found.calls.push({ event: read.value.event, dedupeKey: read.value.dedupeKey });
  } else found.refused += 1;
}
