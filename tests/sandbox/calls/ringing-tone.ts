const RATE = 8_000;
const LONGEST_SECONDS = 60;

/** There is no voice in the sandbox: the file is as long as the call and begins with a ringing tone. */
export function ringingTone(durationMs: number): ArrayBuffer {
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
