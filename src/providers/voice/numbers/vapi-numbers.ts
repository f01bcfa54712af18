import * as z from "zod";
import { ok, type Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../gate.ts";
import { goneIsFine, readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import type { VapiServerAuth } from "../agents/vapi-agents.ts";
import type { NumberBinding, NumberVendor, VoiceNumber } from "./port.ts";

const made = z.looseObject({ id: z.string().min(1).max(100), number: z.string().nullish() });
const trunked = z.looseObject({
  number: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/)
    .nullish(),
  credentialId: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .nullish(),
});
const credential = z.looseObject({ id: z.string().min(1).max(100) });

/** Numbers at Vapi. They have no assistant of their own, so that each call asks us which one shall speak. */
export function vapiNumbers(ask: Ask, auth: VapiServerAuth): NumberVendor {
  return {
    buy: ({ areaCode }, binding) => {
      const wish = areaCode === null ? {} : { numberDesiredAreaCode: areaCode };
      return create(ask, { provider: "vapi", ...wish, ...boundTo(binding, auth) }, null);
    },
    attach: async (e164, trunk, binding) => {
      const made = await readAnswer(credential, ask({ method: "POST", path: "/credential", json: trunkOf(trunk) }));
      if (!made.ok) return made;
      const own = { provider: "byo-phone-number", number: e164, credentialId: made.value.id };
      return create(ask, { ...own, ...boundTo(binding, auth) }, e164);
    },
    bind: async (id, binding) => {
      const done = await ask({ method: "PATCH", path: `/phone-number/${id}`, json: boundTo(binding, auth) });
      return done.ok ? ok(undefined) : done;
    },
    /** Of a number on a trunk: its credential names the host. Source: docs.vapi.ai, advanced/sip. */
    reach: async (id) => {
      const found = await readAnswer(trunked, ask({ method: "GET", path: `/phone-number/${id}` }));
      if (!found.ok) return found;
      const { number, credentialId } = found.value;
      return ok(number && credentialId ? `sip:${number}@${credentialId}.sip.vapi.ai` : null);
    },
    release: (id) => goneIsFine(ask({ method: "DELETE", path: `/phone-number/${id}` }), [404]),
  };
}

async function create(ask: Ask, json: object, known: string | null): Promise<Result<VoiceNumber, GatedFailure>> {
  const answer = await readAnswer(made, ask({ method: "POST", path: "/phone-number", json }));
  if (!answer.ok) return answer;
  return ok({ e164: answer.value.number ?? known ?? "", voiceNumberId: answer.value.id });
}

function trunkOf({ terminationUri, username, password }: Parameters<NumberVendor["attach"]>[1]) {
  const plan = username && password ? { authUsername: username, authPassword: password } : undefined;
  return {
    provider: "byo-sip-trunk",
    gateways: [{ ip: terminationUri }],
    ...(plan ? { outboundAuthenticationPlan: plan } : {}),
  };
}

const MAX_NAME = 40;

function boundTo({ inboundUrl, name }: NumberBinding, auth: VapiServerAuth) {
  return { name: name.slice(0, MAX_NAME), assistantId: null, server: { url: inboundUrl, ...auth } };
}
