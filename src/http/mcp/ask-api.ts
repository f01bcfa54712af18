import type { Context, Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { ApiCall, AskApi } from "./tool.ts";

export type Api = Pick<Hono<AppEnv>, "fetch">;

/** Sends a tool's requests through the whole API as whoever asks: nothing is allowed here that is not allowed there. */
export function askApi(api: Api, c: Context<AppEnv>): AskApi {
  return async (call) => {
    const answer = await api.fetch(toRequest(c, call), c.env, c.executionCtx);
    return { isError: !answer.ok, value: await answer.json() };
  };
}

function toRequest(c: Context<AppEnv>, { path, query = {}, body, key }: ApiCall): Request {
  const url = new URL(`/api/v1${path}`, c.req.url);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, `${value}`);
  const headers = new Headers({ "X-Request-Id": c.get("requestId") });
  for (const name of ["Authorization", "X-API-Key"]) {
    const given = c.req.header(name);
    if (given !== undefined) headers.set(name, given);
  }
  if (key !== undefined) headers.set("Idempotency-Key", key);
  if (body === undefined) return new Request(url, { headers });
  headers.set("Content-Type", "application/json");
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}
