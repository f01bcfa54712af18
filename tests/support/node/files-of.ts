import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** All files below a directory, as they lie on the disk. */
export function filesOf(directory: string): { path: string; bytes: Buffer }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}
