import type { Context } from "hono";
import { DAY_MS, type EpochMs } from "../domain/time.ts";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

const MAX_DAYS = 62;
const DEFAULT_DAYS = 7;

/** The window of a query for free time: a week from now unless it says otherwise. Null: longer than allowed, or empty. */
export function readWindow(query: { from?: string | undefined; to?: string | undefined }) {
  const from: EpochMs = query.from ? Date.parse(query.from) : Date.now();
  const to: EpochMs = query.to ? Date.parse(query.to) : from + DEFAULT_DAYS * DAY_MS;
  return to <= from || to - from > MAX_DAYS * DAY_MS ? null : { from, to };
}

export function badWindow(c: Context<AppEnv>) {
  const errors = [{ field: "to", rule: `must be after \`from\` and at most ${MAX_DAYS} days later` }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "The window is not valid.", errors });
}
