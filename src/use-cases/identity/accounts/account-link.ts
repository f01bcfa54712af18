import type { NewAccountToken } from "../../../db/queries/account-tokens.ts";
import { type TokenPurpose, tokenLifeMs, tokenPaths } from "../../../domain/identity/account-tokens.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { configOf } from "../../../env.ts";
import { newId } from "../../new-id.ts";
import { hashToken, newToken } from "../token.ts";

/** A page of ours as links in e-mails name it: by PUBLIC_URL, never by what a request says its host is. */
export function pageUrl(env: Env, path: string, query: Record<string, string> = {}): string {
  const url = new URL(`${configOf(env).PUBLIC_URL}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** A new link, and the row that recognises it but does not hold it. */
export async function newAccountLink(
  env: Env,
  purpose: TokenPurpose,
  row: Omit<NewAccountToken, "id" | "purpose" | "tokenHash" | "createdAt" | "expiresAt">,
  createdAt: EpochMs,
) {
  const token = newToken();
  const times = { createdAt, expiresAt: createdAt + tokenLifeMs[purpose] };
  const id = newId("act");
  return {
    url: pageUrl(env, tokenPaths[purpose], { token }),
    row: { ...row, ...times, id, purpose, tokenHash: await hashToken(token) } satisfies NewAccountToken,
  };
}
