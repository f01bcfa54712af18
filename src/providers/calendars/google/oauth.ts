import { err, ok, type Result } from "../../../domain/result.ts";
import type { VendorFailure } from "../../../domain/vendors/vendor-answer.ts";
import { readAnswer } from "../../read-answer.ts";
import { askVendor } from "../../vendor-request.ts";
import { googleTokens } from "./shapes.ts";

/** Of the platform's own application at Google. */
export type GoogleApp = {
  clientId: string;
  clientSecret: string;
  /** Where people allow us in, and where tokens are. */
  consentUrl: string;
  tokenUrl: string;
  redirectUri: string;
};

/** Without these nothing works. */
export const GOOGLE_SCOPES = [
  "https://www.googleapis.com/auth/calendar.events",
  "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
];
/** Makes busy time known at once instead of with the first reading; whoever unticks it waits for that. */
const WELCOME_SCOPES = ["https://www.googleapis.com/auth/calendar.freebusy"];

export type FreshTokens = { accessToken: string; expiresInMs: number; refreshToken: string | null; scopes: string[] };
export type TokenFailure = VendorFailure | { reason: "credential_dead" };

/** `consent`: Google tells a refresh token only when it asks anew. */
export function consentAddress(app: GoogleApp, state: string, challenge: string): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: [...GOOGLE_SCOPES, ...WELCOME_SCOPES].join(" "),
    access_type: "offline",
    prompt: "consent",
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  return `${app.consentUrl}/o/oauth2/v2/auth?${query.toString()}`;
}

export function exchangeCode(app: GoogleApp, code: string, verifier: string) {
  const { redirectUri } = app;
  return askTokens(app, {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
}

/** `credential_dead` when the permission was taken back. The refresh token stays the same unless a new one comes. */
export function renewTokens(app: GoogleApp, refreshToken: string) {
  return askTokens(app, { grant_type: "refresh_token", refresh_token: refreshToken });
}

/** Takes the permission back. A token that is dead already is no failure of ours. */
export async function revokeToken(app: GoogleApp, token: string): Promise<boolean> {
  const answer = await postForm(`${app.tokenUrl}/revoke`, { token });
  return answer.ok || answer.error.reason === "refused";
}

async function askTokens(app: GoogleApp, form: Record<string, string>): Promise<Result<FreshTokens, TokenFailure>> {
  const own = { client_id: app.clientId, client_secret: app.clientSecret };
  const read = await readAnswer(googleTokens, postForm(`${app.tokenUrl}/token`, { ...form, ...own }));
  if (!read.ok) {
    const isDead = read.error.reason === "refused" && read.error.message.includes("invalid_grant");
    return err(isDead ? { reason: "credential_dead" } : read.error);
  }
  const { access_token, expires_in, refresh_token = null, scope = "" } = read.value;
  return ok({
    accessToken: access_token,
    expiresInMs: expires_in * 1_000,
    refreshToken: refresh_token,
    scopes: scope.split(" ").filter(Boolean),
  });
}

function postForm(url: string, form: Record<string, string>) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return askVendor({ method: "POST", url, headers, body: new URLSearchParams(form).toString() });
}
