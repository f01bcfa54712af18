import { readFileSync, writeFileSync } from "node:fs";

/**
 * Native packages come in one optional package per platform. npm leaves those out of the lock file that it could not
 * look up when the file was written, and then `npm ci` refuses the file everywhere. This adds them: name and version are
 * pinned by the package that wants them, and other platforms never fetch them. Run it after changing dependencies.
 */
const FILE = "package-lock.json";

type Package = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};

const SYSTEMS = ["darwin", "win32", "windows", "linux", "android", "freebsd", "openharmony"];
const PROCESSORS = ["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64", "wasm32"];

const lock = JSON.parse(readFileSync(FILE, "utf8")) as { packages: Record<string, Package> };
const added = Object.entries(lock.packages).flatMap(([path, wanting]) => addMissing(path, wanting));
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lock file is complete." : `Added ${added.length}: ${added.join(", ")}`);

function addMissing(path: string, { optionalDependencies = {}, dev }: Package): string[] {
  const missing = Object.entries(optionalDependencies).filter(
    ([name, version]) => /^\d/.test(version) && !isLocked(path, name),
  );
  for (const [name, version] of missing) {
    lock.packages[`node_modules/${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platformOf(name) };
  }
  return missing.map(([name, version]) => `${name}@${version}`);
}

/** Is the package anywhere that Node would look from `path`? */
function isLocked(path: string, name: string): boolean {
  const folders = path
    .split("/node_modules/")
    .map((_, depth, parts) => parts.slice(0, depth + 1).join("/node_modules/"));
  return ["", ...folders].some((folder) => `${folder ? `${folder}/` : ""}node_modules/${name}` in lock.packages);
}

/** Read off the name, as all of them follow one scheme: `binding-linux-x64-musl`, `workerd-darwin-64`. */
function platformOf(name: string): Pick<Package, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const system = SYSTEMS.find((candidate) => words.includes(candidate));
  const processor = PROCESSORS.find((candidate) => words.includes(candidate)) ?? (words.includes("64") ? "x64" : null);
  const isMusl = words.some((word) => word.startsWith("musl"));
  return {
    ...(system ? { os: [system === "windows" ? "win32" : system] } : {}),
    ...(processor ? { cpu: [processor] } : {}),
    ...(system === "linux" ? { libc: [isMusl ? "musl" : "glibc"] } : {}),
  };
}
