import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Miniflare, type RemoteProxyConnectionString } from "miniflare";
import { esModule } from "./es-module.ts";

const WORKER = fileURLToPath(new URL("d1-worker.js", import.meta.url));

/** By binding, as wrangler reads them from a configuration. */
export type Databases = Record<
  string,
  string | { id: string; remoteProxyConnectionString?: RemoteProxyConnectionString }
>;

/**
 * Serves databases from a workerd of their own, on a thread that no Worker waits for, as D1 is served on Cloudflare.
 * Returns them as a Worker elsewhere reaches them. They end with this process.
 */
export async function serveD1Apart(
  databases: Databases,
  { stateDir, port }: { stateDir: string; port: number },
): Promise<Databases> {
  const apart = new Miniflare(
    convertV4MiniflareOptions({
      resourcePersistencePath: stateDir,
      name: "d1",
      ...esModule(WORKER),
      compatibilityDate: "2026-11-01",
      d1Databases: databases,
      unsafeDirectSockets: [{ host: "127.0.0.1", port, proxy: false }],
    }),
  );
  await apart.ready;
  const remoteProxyConnectionString = new URL(`http://127.0.0.1:${port}`) as RemoteProxyConnectionString;
  const elsewhere = (database: Databases[string]) => ({
    id: typeof database === "string" ? database : database.id,
    remoteProxyConnectionString,
  });
  return Object.fromEntries(Object.entries(databases).map(([name, database]) => [name, elsewhere(database)]));
}
