import * as z from "zod";
import { ok, type Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../gate.ts";
import { goneIsFine, readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import type { NumberBinding, NumberVendor, VoiceNumber } from "./port.ts";

const made = z.looseObject({ phone_number: z.string().regex(/^\+[1-9]\d{4,14}$/) });
/** Retell answers 422 for what a key does not own. */
const GONE = [404, 422];

/** Numbers bought from Retell, in the US and Canada, or brought along on a SIP trunk. */
export function retellNumbers(ask: Ask): NumberVendor {
  return {
    buy: ({ areaCode, isTollFree }, binding) => {
      const wanted = { ...(areaCode === null ? {} : { area_code: Number(areaCode) }), toll_free: isTollFree };
      return create(ask, "/create-phone-number", { ...wanted, ...boundTo(binding) });
    },
    attach: (e164, { terminationUri, username, password }, binding) =>
      create(ask, "/import-phone-number", {
        phone_number: e164,
        termination_uri: terminationUri,
        ...(username ? { sip_trunk_auth_username: username } : {}),
        ...(password ? { sip_trunk_auth_password: password } : {}),
        ...boundTo(binding),
      }),
    bind: async (e164, binding) => {
      const path = `/update-phone-number/${encodeURIComponent(e164)}`;
      const done = await ask({ method: "PATCH", path, json: boundTo(binding) });
      return done.ok ? ok(undefined) : done;
    },
    // As a trunk's origination reaches it: the number at Retell's SIP server.
    reach: async (e164) => ok(`sip:${e164}@sip.retellai.com;transport=tcp`),
    release: (e164) =>
      goneIsFine(ask({ method: "DELETE", path: `/delete-phone-number/${encodeURIComponent(e164)}` }), GONE),
  };
}

async function create(ask: Ask, path: string, json: object): Promise<Result<VoiceNumber, GatedFailure>> {
  const answer = await readAnswer(made, ask({ method: "POST", path, json }));
  if (!answer.ok) return answer;
  const { phone_number: e164 } = answer.value;
  return ok({ e164, voiceNumberId: e164 });
}

function boundTo({ agentId, inboundUrl, name }: NumberBinding) {
  const agents = agentId === null ? null : [{ agent_id: agentId, weight: 1 }];
  return { inbound_agents: agents, outbound_agents: agents, inbound_webhook_url: inboundUrl, nickname: name };
}
