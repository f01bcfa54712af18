import { readFileSync } from "node:fs";

/** A script in one file, as Miniflare wants to be told of it. */
export function esModule(path: string) {
  return { modules: [{ type: "ESModule" as const, path, contents: readFileSync(path, "utf8") }], modulesRoot: "/" };
}
