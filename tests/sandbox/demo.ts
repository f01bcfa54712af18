import { readFile } from "node:fs/promises";
import * as z from "zod";
import { describeIssues } from "./problem.ts";

/** The part of `.demo.json` that the sandbox needs; `npm start` writes the file. */
const demoFile = z.object({
  baseUrl: z.url(),
  sandboxUrl: z.url().optional(),
  branchId: z.string().min(1),
  tenantApiKey: z.string().min(1),
  retell: z.object({
    connectionId: z.string().min(1),
    apiKey: z.string().min(1),
    agentId: z.string().min(1),
    phoneNumber: z.string().min(1),
  }),
  vapi: z.object({
    connectionId: z.string().min(1),
    apiKey: z.string().min(1),
    hmacSecret: z.string().min(1),
    assistantId: z.string().min(1),
    phoneNumber: z.string().min(1),
  }),
});
export type Demo = z.infer<typeof demoFile>;

export class DemoUnavailable extends Error {}

/** Reads the demo business, or says in plain words why it cannot. */
export async function readDemo(path: string): Promise<Demo> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    throw new DemoUnavailable(`There is no demo business yet: ${path} is missing. Run "npm start", which writes it.`);
  });
  const parsed = demoFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const wrong = describeIssues(parsed.error).map((issue) => `${issue.field} ${issue.rule}`);
  throw new DemoUnavailable(`${path} is incomplete: ${wrong.join("; ")}. Run "npm start" again.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
