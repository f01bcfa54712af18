import type { ForeignCalendarError } from "../../contracts/calendars.ts";
import { MAX_FOREIGN_LENGTH } from "../../domain/calendars/foreign-calendar.ts";
import { err, ok, type Result } from "../../domain/result.ts";

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 3;

/** What was told of the last reading, to be told again. */
export type Validators = { etag: string | null; lastModified: string | null };
export type FetchedCalendar = { kind: "unchanged" } | ({ kind: "read"; text: string } & Validators);

/**
 * Reads a calendar at an address somebody named. `allow` says for each step of a redirect whether it may be asked. Never
 * throws: a server that hangs, breaks off or floods is an answer too. At most 2 MB and ten seconds.
 */
export async function fetchCalendar(
  url: string,
  known: Validators,
  allow: (url: string) => boolean,
): Promise<Result<FetchedCalendar, ForeignCalendarError>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    let next = url;
    for (let step = 0; step <= MAX_REDIRECTS; step++) {
      if (!allow(next)) return err("address_refused");
      const response = await globalThis.fetch(next, { headers: headersFor(known), redirect: "manual", signal });
      const target = redirectOf(response, next);
      if (target === null) return await read(response, signal);
      await response.body?.cancel();
      next = target;
    }
    return err("unreachable");
  } catch {
    return err(signal.aborted ? "timeout" : "unreachable");
  }
}

function headersFor({ etag, lastModified }: Validators): Record<string, string> {
  return {
    accept: "text/calendar, */*;q=0.1",
    "user-agent": "Frontdesk-Calendars/1",
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
}

function redirectOf({ status, headers }: Response, from: string): string | null {
  const target = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || target === null) return null;
  return URL.canParse(target, from) ? new URL(target, from).href : null;
}

async function read(response: Response, signal: AbortSignal): Promise<Result<FetchedCalendar, ForeignCalendarError>> {
  const { status, headers } = response;
  if (status === 304) return ok({ kind: "unchanged" });
  if (status !== 200) {
    await response.body?.cancel();
    return err(errorOf(status));
  }
  const text = await readText(response, signal);
  if (text === null) return err("too_large");
  return ok({ kind: "read", text, etag: kept(headers.get("etag")), lastModified: kept(headers.get("last-modified")) });
}

function errorOf(status: number): ForeignCalendarError {
  if (status === 404 || status === 410) return "not_found";
  return status < 500 && status !== 429 ? "not_allowed" : "server_error";
}

function kept(header: string | null): string | null {
  return header !== null && header.length <= 300 ? header : null;
}

/** Null when it is larger than we read. */
async function readText(response: Response, signal: AbortSignal): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const timeUp = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the time is up")), { once: true });
  });
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeUp]);
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MAX_FOREIGN_LENGTH) return null;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
