/** A call object as Retell sends it with every function call: about 2 kB after a few sentences. */
export function aCall(callId: string, from: string, to: string): object {
  const transcript = TURNS.map(([role, content], turn) => ({ role, content, words: wordsOf(content, turn) }));
  return {
    call_id: callId,
    call_type: "phone_call",
    agent_id: "agent_oBeDLoLOeuAbiuaMFXRtDOLriTJ5tSxD",
    agent_version: 3,
    agent_name: "Front desk",
    call_status: "ongoing",
    direction: "inbound",
    from_number: from,
    to_number: to,
    retell_llm_dynamic_variables: { language: "de" },
    start_timestamp: 1_714_608_475_945,
    telephony_identifier: { twilio_call_sid: "CA5d0d0d8047bf685c3f0ff980fe62c123" },
    transcript: TURNS.map(([role, content]) => `${role === "agent" ? "Agent" : "User"}: ${content}\n`).join(""),
    transcript_object: transcript,
  };
}

const TURNS = [
  ["agent", "Salon Morgenrot, guten Tag, was kann ich für Sie tun?"],
  ["user", "Hallo, ich hätte gern einen Termin zum Haareschneiden."],
  ["agent", "Sehr gern. Wann würde es Ihnen passen?"],
] as const;

function wordsOf(content: string, turn: number): object[] {
  return content
    .split(" ")
    .map((word, index) => ({ word, start: turn * 5 + index * 0.3, end: turn * 5 + index * 0.3 + 0.25 }));
}
