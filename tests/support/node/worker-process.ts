import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { type Databases, serveD1Apart } from "./d1-apart.ts";
import { esModule } from "./es-module.ts";
import type { ServeOptions } from "./serve.ts";

/** Far above what a bench can send: the limits are production's, measuring them is not the point here. */
const UNLIMITED = { simple: { limit: 1_000_000_000, period: 60 } } as const;

/**
 * A process that serves one bundle, to be measured or killed. Requests go from workerd's own socket straight to the
 * Worker: neither wrangler's proxy nor Miniflare's entry Worker stands in between.
 */
const options = JSON.parse(process.argv[2] ?? "{}") as ServeOptions;
const { workerOptions } = unstable_getMiniflareWorkerOptions(options.configPath);
// Without assets, because Miniflare would put their router before the Worker.
const { modulesRules: _, assets: __, bindings, ratelimits, d1Databases, ...rest } = workerOptions;
const shared = {
  log: new Log(LogLevel.ERROR),
  resourcePersistencePath: options.stateDir,
  ...(options.inspectorPort ? { inspectorPort: options.inspectorPort } : {}),
};
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...shared,
    ...rest,
    ...(d1Databases ? { d1Databases: await placed(d1Databases as Databases) } : {}),
    name: "served",
    ...esModule(options.script),
    bindings: { ...(bindings as Record<string, string>), ...options.bindings },
    ratelimits: Object.fromEntries(
      Object.entries(ratelimits ?? {}).map(([name, limit]) => [name, { ...limit, ...UNLIMITED }]),
    ),
    unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port, proxy: false }],
  }),
);
await miniflare.ready;
console.log("ready");

/** Where the options want them: in this workerd, or apart from it. */
async function placed(databases: Databases): Promise<Databases> {
  const { d1Port: port, stateDir } = options;
  return port === undefined ? databases : serveD1Apart(databases, { stateDir, port });
}

/** Who is killed cannot stop what they started: an orphan would keep a core busy for whoever comes after. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(-process.pid, "SIGKILL");
}, 1_000).unref();
