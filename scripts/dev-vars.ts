import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FILE = ".dev.vars";
const SECRETS = ["DATA_KEY_V1", "PASSWORD_PEPPER"];

/** The local Worker's secrets. Makes the file with fresh ones when it is missing; never changes one that is there. */
export function ensureDevVars(): Record<string, string> {
  if (!existsSync(FILE)) {
    const lines = SECRETS.map((name) => `${name}="${randomBytes(32).toString("base64")}"`);
    writeFileSync(FILE, `# Made by npm start. Explained in .dev.vars.example.\n${lines.join("\n")}\n`, { mode: 0o600 });
  }
  return readDevVars();
}

/** What `.dev.vars` sets. Empty when there is no such file. */
export function readDevVars(): Record<string, string> {
  if (!existsSync(FILE)) return {};
  const assignments = readFileSync(FILE, "utf8").matchAll(/^([A-Z][A-Z0-9_]*)\s*=\s*"?([^"\n]*)"?\s*$/gm);
  return Object.fromEntries([...assignments].map(([, name = "", value = ""]) => [name, value]));
}
