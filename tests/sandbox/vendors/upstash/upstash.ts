import { Hono } from "hono";
import * as z from "zod";
import type { Bench, Vendor } from "../../vendor.ts";
import { type Command, MiniRedis } from "./mini-redis.ts";

const command = z.array(z.union([z.string(), z.number()])).min(1);

/** Plays Upstash Redis over REST: a command in the body, several under `/pipeline`. Any token of 8 characters opens it. */
export function createUpstash(bench: Bench): Vendor {
  let redis = new MiniRedis(bench.now);
  const app = new Hono();
  app.use(async (c, next) => {
    const token = /^Bearer (\S{8,})$/.exec(c.req.header("authorization") ?? "");
    if (!token) return refusal(401, "WRONGPASS invalid or missing auth token");
    await next();
  });
  app.post("/", async (c) => {
    const parsed = command.safeParse(await c.req.json());
    if (!parsed.success) return refusal(400, "ERR failed to parse command");
    const answer = run(redis, parsed.data);
    return c.json(answer, "error" in answer ? 400 : 200);
  });
  app.post("/pipeline", async (c) => {
    const parsed = z.array(command).safeParse(await c.req.json());
    if (!parsed.success) return refusal(400, "ERR failed to parse pipeline request");
    return c.json(parsed.data.map((each) => run(redis, each)));
  });
  return {
    name: "upstash",
    title: "Upstash Redis",
    app,
    refuse: refusal,
    reset: () => {
      redis = new MiniRedis(bench.now);
    },
  };
}

function run(redis: MiniRedis, parts: (string | number)[]): { result: unknown } | { error: string } {
  try {
    return { result: redis.run(parts.map(String) as Command) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
