import type { CallId } from "../domain/ids.ts";
import { SEALED_BYTES_MORE, type Vault } from "./vault.ts";

/** Each piece is sealed by itself, so that a player can begin anywhere. R2 wants parts of one size, of 5 MB and more. */
export const PIECE_BYTES = 256 * 1024;
const SEALED_PIECE_BYTES = PIECE_BYTES + SEALED_BYTES_MORE;
const PIECES_A_PART = 20;

/** Half-open, in bytes of the recording. */
export type ByteRange = { from: number; to: number };

export class RecordingTooLarge extends Error {}

/**
 * Seals a recording into R2 as it arrives: no more than a part of it is in memory. Gives its size. Throws
 * `RecordingTooLarge`, and leaves nothing behind then.
 */
export async function sealRecording(
  env: Env,
  vault: Vault,
  { callId, fileKey }: { callId: CallId; fileKey: string },
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  const upload = await env.FILES.createMultipartUpload(fileKey);
  try {
    const parts: R2UploadedPart[] = [];
    let [bytes, index] = [0, 0];
    let sealed: Uint8Array[] = [];
    const send = async () => {
      parts.push(await upload.uploadPart(parts.length + 1, joined(sealed)));
      sealed = [];
    };
    for await (const piece of inPieces(body)) {
      bytes += piece.length;
      if (bytes > maxBytes) throw new RecordingTooLarge();
      sealed.push(await vault.sealBytes(placeOf(callId, index++), piece));
      if (sealed.length === PIECES_A_PART) await send();
    }
    if (sealed.length > 0 || parts.length === 0) await send();
    await upload.complete(parts);
    return bytes;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/** A part of a recording, opened as it is read. Null: the file is gone. */
export async function openRecording(
  env: Env,
  vault: Vault,
  { callId, fileKey }: { callId: CallId; fileKey: string },
  { from, to }: ByteRange,
): Promise<ReadableStream<Uint8Array> | null> {
  const first = Math.floor(from / PIECE_BYTES);
  const length = (Math.ceil(to / PIECE_BYTES) - first) * SEALED_PIECE_BYTES;
  const file = await env.FILES.get(fileKey, { range: { offset: first * SEALED_PIECE_BYTES, length } });
  if (!file) return null;
  let [index, at] = [first, first * PIECE_BYTES];
  const opened = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array>({
    async transform(piece, controller) {
      const plain = await vault.openBytes(placeOf(callId, index++), piece);
      controller.enqueue(plain.subarray(Math.max(from - at, 0), Math.min(to - at, plain.length)));
      at += plain.length;
    },
  });
  return toStream(inPieces(file.body, SEALED_PIECE_BYTES)).pipeThrough(opened);
}

function placeOf(callId: CallId, index: number) {
  return { purpose: "call.recording", row: `${callId}/${index}` } as const;
}

/** Of one size, but for the last. */
async function* inPieces(
  body: ReadableStream<Uint8Array>,
  size = PIECE_BYTES,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + size - filled);
      piece.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.slice(0, filled);
}

function toStream(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
