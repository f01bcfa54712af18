import type { RetellApp } from "../retell.ts";
import type { CallEntry, Workspace } from "../workspace.ts";

const RATE = 8_000;
const LONGEST_SECONDS = 60;

/** Recordings and logs of placed calls, behind links that need no key, as Retell's signed links. */
export function addRecordings(app: RetellApp, workspaces: Map<string, Workspace>): void {
  const find = (callId: string): CallEntry | undefined =>
    [...workspaces.values()].map((one) => one.calls.get(callId)).find((entry) => entry !== undefined);
  app.get("/recordings/:callId/recording.wav", (c) => {
    const entry = find(c.req.param("callId"));
    if (!entry?.call.recording_url) return c.text("Not found", 404);
    return c.body(ringingTone(entry.call.duration_ms ?? 0), 200, { "content-type": "audio/wav" });
  });
  app.get("/recordings/:callId/public_log.txt", (c) => {
    const entry = find(c.req.param("callId"));
    return entry?.call.public_log_url ? c.text(entry.call.transcript ?? "") : c.text("Not found", 404);
  });
}

/** There is no voice in the sandbox: the file is as long as the call and begins with a ringing tone. */
function ringingTone(durationMs: number): ArrayBuffer {
  const samples = Math.min(LONGEST_SECONDS, Math.max(1, Math.ceil(durationMs / 1_000))) * RATE;
  const wav = new DataView(new ArrayBuffer(44 + samples));
  writeHeader(wav, samples);
  for (let sample = 0; sample < samples; sample++) {
    const ringing = sample < RATE ? Math.sin((2 * Math.PI * 425 * sample) / RATE) : 0;
    wav.setUint8(44 + sample, 128 + Math.round(ringing * 40));
  }
  return wav.buffer as ArrayBuffer; // made from an ArrayBuffer just above
}

/** RIFF header of 8-bit mono PCM. */
function writeHeader(wav: DataView, samples: number): void {
  const text = (at: number, value: string) =>
    Array.from(value).forEach((char, i) => wav.setUint8(at + i, char.charCodeAt(0)));
  text(0, "RIFF");
  wav.setUint32(4, 36 + samples, true);
  text(8, "WAVEfmt ");
  wav.setUint32(16, 16, true);
  wav.setUint16(20, 1, true);
  wav.setUint16(22, 1, true);
  wav.setUint32(24, RATE, true);
  wav.setUint32(28, RATE, true);
  wav.setUint16(32, 1, true);
  wav.setUint16(34, 8, true);
  text(36, "data");
  wav.setUint32(40, samples, true);
}
