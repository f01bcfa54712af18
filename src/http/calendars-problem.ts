import type { Context } from "hono";
import type { CalendarsRefusal, Keeper } from "../use-cases/calendars/keeper.ts";
import { clerkOf } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import type { Problem } from "./problem.ts";

export function calendarsProblem(refusal: CalendarsRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refusal.what}.` };
    case "invalid":
      return { status: 400, code: "invalid_input", title: "Some fields are not valid.", errors: refusal.errors };
    case "too_many":
      return { status: 409, code: refusal.reason, title: `At most ${refusal.limit} are possible.` };
    default:
      return refusal satisfies never;
  }
}

export function keeperOf(c: Context<AppEnv>): Keeper {
  return { ...clerkOf(c), background: c.executionCtx };
}
