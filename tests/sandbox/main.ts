import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import * as z from "zod";
import { createSandbox } from "./server.ts";

const HELP = `Plays the vendors of Frontdesk over HTTP.

  node tests/sandbox/main.ts [options]

  --port <n>        port to listen on (8788)
  --host <address>  address to listen on (127.0.0.1)
  --worker <url>    where the Worker is (baseUrl of the demo file)
  --demo <file>     the demo business that npm start writes (.demo.json)
  --help            this text`;

const settings = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(8788),
  host: z.string().min(1).default("127.0.0.1"),
  worker: z.url().optional(),
  demo: z.string().min(1).default(".demo.json"),
  help: z.boolean().default(false),
});

const text = { type: "string" } as const;
const options = { port: text, host: text, worker: text, demo: text, help: { type: "boolean", short: "h" } } as const;

try {
  const given = settings.parse(parseArgs({ options }).values);
  if (given.help) console.log(HELP);
  else start(given);
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
  console.error(`\n${HELP}`);
  process.exitCode = 1;
}

function start({ port, host, worker, demo }: z.infer<typeof settings>): void {
  const { app } = createSandbox({ demo: resolve(demo), workerUrl: worker });
  const server = serve({ fetch: app.fetch, port, hostname: host }, (info) => {
    console.log(`Sandbox on http://localhost:${info.port}`);
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    const busy = error.code === "EADDRINUSE";
    console.error(busy ? `Port ${port} is in use. Choose another with --port.` : error.message);
    process.exit(1);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
}
