import { utf8 } from "../../domain/utf8.ts";

/** Whether a password is known from a breach; null when nobody can tell in time. */
export type BreachedPasswords = (password: string) => Promise<boolean | null>;

const PREFIX_LENGTH = 5;
const TIMEOUT_MS = 1_500;
const MAX_ANSWER_CHARS = 200_000;

/**
 * Asks Have I Been Pwned by the first five digits of a hash: the password stays here, and some 800 others answer as well.
 * Padding keeps even the length of the answer from telling which range was asked about.
 */
export function createHibp(baseUrl: string, fetcher: typeof fetch = fetch): BreachedPasswords {
  return async (password) => {
    const hash = await sha1(password);
    try {
      const response = await fetcher(`${baseUrl}/range/${hash.slice(0, PREFIX_LENGTH)}`, {
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { "Add-Padding": "true", "User-Agent": "frontdesk/1.0" },
      });
      if (response.status !== 200) return null;
      return isListed((await response.text()).slice(0, MAX_ANSWER_CHARS), hash.slice(PREFIX_LENGTH));
    } catch {
      return null;
    }
  };
}

/** Lines `SUFFIX:COUNT`; those that count 0 are padding. */
function isListed(answer: string, suffix: string): boolean {
  return answer.split(/\r?\n/).some((line) => {
    const [listed = "", count] = line.split(":");
    return listed.toUpperCase() === suffix && Number(count) > 0;
  });
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", utf8(text));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();
}
