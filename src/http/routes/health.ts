import { Hono } from "hono";
import { configNotices, configProblems } from "../../env.ts";
import type { AppEnv } from "../app-env.ts";

const CHECK_TIMEOUT_MS = 1_000;

/** Is the deployment set up, and does its database answer? Public: it names variables and rules, never values. */
export const healthRoutes = new Hono<AppEnv>().get("/health", async (c) => {
  const problems = configProblems(c.env);
  const database = await databaseAnswers(c.env);
  const status = problems.length > 0 ? "misconfigured" : database ? "ok" : "degraded";
  const body = {
    status,
    version: c.env.VERSION?.id || "local",
    checks: { configuration: problems, database },
    notices: configNotices(c.env),
  };
  return c.json(body, problems.length > 0 ? 503 : 200, { "Cache-Control": "no-store" });
});

async function databaseAnswers(env: Env): Promise<boolean> {
  const timeout = scheduler.wait(CHECK_TIMEOUT_MS).then(() => false);
  return Promise.race([selectOne(env), timeout]);
}

async function selectOne({ DB }: Env): Promise<boolean> {
  try {
    await DB.prepare("SELECT 1").first(); // throws at once when the binding itself is missing
    return true;
  } catch {
    return false;
  }
}
