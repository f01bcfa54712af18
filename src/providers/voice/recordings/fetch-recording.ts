import { err, ok, type Result } from "../../../domain/result.ts";

const TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 3;
/** Two hours of what vendors record. */
export const MAX_RECORDING_BYTES = 64 * 1024 * 1024;
const TYPES = /^audio\/(?:wav|x-wav|wave|vnd\.wave|mpeg|mp3|mp4|ogg|webm|flac)$|^(?:application|binary)\/octet-stream$/;

export type FetchFailure = {
  reason: "address_refused" | "too_large" | "not_audio" | "gone" | "unreachable";
  isFinal: boolean;
};
export type FetchedRecording = { body: ReadableStream<Uint8Array>; contentType: string };

/**
 * Opens a recording at its vendor. `allow` is asked at each step of a redirect. What is said to be too large is not read;
 * whoever reads the stream counts too, since a server can lie. Never throws.
 */
export async function fetchRecording(
  url: string,
  allow: (url: string) => boolean,
): Promise<Result<FetchedRecording, FetchFailure>> {
  try {
    let next = url;
    for (let step = 0; step <= MAX_REDIRECTS; step++) {
      if (!allow(next)) return err({ reason: "address_refused", isFinal: true });
      const headers = { accept: "audio/*", "user-agent": "Frontdesk-Recordings/1" };
      const init = { headers, redirect: "manual" as const, signal: AbortSignal.timeout(TIMEOUT_MS) };
      const response = await globalThis.fetch(next, init);
      const target = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || target === null) return await read(response);
      await response.body?.cancel();
      next = URL.canParse(target, next) ? new URL(target, next).href : "";
    }
    return err({ reason: "address_refused", isFinal: true });
  } catch {
    return err({ reason: "unreachable", isFinal: false });
  }
}

async function read(response: Response): Promise<Result<FetchedRecording, FetchFailure>> {
  const failure = failureOf(response);
  const contentType = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!failure && response.body) return ok({ body: response.body, contentType: playable(contentType) });
  await response.body?.cancel();
  return err(failure ?? { reason: "unreachable", isFinal: false });
}

function failureOf({ status, headers }: Response): FetchFailure | null {
  // A link that has run out is refused for good; a vendor that has not finished yet says 404 for a while.
  if (status === 401 || status === 403 || status === 410) return { reason: "gone", isFinal: true };
  if (status !== 200) return { reason: "unreachable", isFinal: false };
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!TYPES.test(type)) return { reason: "not_audio", isFinal: true };
  return Number(headers.get("content-length") ?? 0) > MAX_RECORDING_BYTES
    ? { reason: "too_large", isFinal: true }
    : null;
}

/** Storage that knows no better says bytes; both vendors mean WAV. */
function playable(contentType: string): string {
  return contentType.startsWith("audio/") ? contentType : "audio/wav";
}
