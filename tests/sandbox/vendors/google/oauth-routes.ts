import { createHash } from "node:crypto";
import { Hono } from "hono";
import type { Bench } from "../../vendor.ts";
import type { Store } from "./store.ts";

const LIFE_SECONDS = 3_600;

/** Allows everything at once, tokens that end, and a refresh token that can be taken back. */
export function oauthRoutes(bench: Bench, { tokens, next }: Store): Hono {
  const app = new Hono();
  app.get("/o/oauth2/v2/auth", (c) => {
    const { redirect_uri, state, code_challenge, code_challenge_method, access_type, client_id } = c.req.query();
    if (!redirect_uri || !state || !code_challenge || !client_id) return c.text("invalid_request", 400);
    if (code_challenge_method !== "S256" || access_type !== "offline") return c.text("invalid_request", 400);
    const code = next("code");
    tokens.codes.set(code, `${code_challenge}|${c.req.query("scope") ?? ""}`);
    const back = new URL(redirect_uri);
    back.search = new URLSearchParams({ state, code }).toString();
    return c.redirect(back.href, 302);
  });
  app.post("/token", async (c) => {
    const form = await c.req.parseBody();
    if (!form.client_id || !form.client_secret) return c.json({ error: "invalid_client" }, 401);
    const access = next("ya29");
    const fresh = { access_token: access, expires_in: LIFE_SECONDS, token_type: "Bearer" };
    if (form.grant_type === "refresh_token") {
      if (!tokens.refresh.has(String(form.refresh_token))) return c.json({ error: "invalid_grant" }, 400);
      tokens.access.set(access, bench.now() + LIFE_SECONDS * 1_000);
      return c.json(fresh);
    }
    const [challenge, scope] = (tokens.codes.get(String(form.code)) ?? "|").split("|");
    tokens.codes.delete(String(form.code));
    const proof = createHash("sha256").update(String(form.code_verifier)).digest("base64url");
    if (!challenge || proof !== challenge) return c.json({ error: "invalid_grant" }, 400);
    const refresh = next("1//refresh");
    tokens.refresh.add(refresh);
    tokens.access.set(access, bench.now() + LIFE_SECONDS * 1_000);
    return c.json({ ...fresh, refresh_token: refresh, scope });
  });
  app.post("/revoke", async (c) => {
    const { token } = await c.req.parseBody();
    if (!tokens.refresh.delete(String(token))) return c.json({ error: "invalid_token" }, 400);
    tokens.access.clear();
    return c.json({});
  });
  return app;
}
