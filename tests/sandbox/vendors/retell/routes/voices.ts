import type { VoiceResponse } from "retell-sdk/resources/voice";
import { missing } from "../errors.ts";
import type { RetellApp } from "../retell.ts";

const voices: VoiceResponse[] = [
  aVoice("retell-Cimo", "Cimo", "female", "American"),
  aVoice("retell-Leland", "Leland", "male", "American"),
  aVoice("11labs-Adrian", "Adrian", "male", "American"),
  aVoice("11labs-Anna", "Anna", "female", "American"),
  aVoice("11labs-Dorothy", "Dorothy", "female", "British"),
  aVoice("11labs-Carola", "Carola", "female", "German"),
  aVoice("11labs-Julian", "Julian", "male", "German"),
];

function aVoice(id: string, name: string, gender: "male" | "female", accent: string): VoiceResponse {
  const provider = id.startsWith("retell") ? "platform" : "elevenlabs";
  return { voice_id: id, voice_name: name, provider, gender, accent, age: "Middle Aged" };
}

export function findVoice(id: string): VoiceResponse | undefined {
  return voices.find((voice) => voice.voice_id === id);
}

export function addVoices(app: RetellApp): void {
  app.get("/list-voices", (c) => c.json(voices));
  app.get("/get-voice/:id", (c) => {
    const found = findVoice(c.req.param("id"));
    if (!found) throw missing(`voice ${c.req.param("id")}`);
    return c.json(found);
  });
}
