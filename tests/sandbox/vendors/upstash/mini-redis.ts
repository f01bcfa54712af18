import { createHash } from "node:crypto";

export type Command = [name: string, ...args: string[]];
type Entry = { value: number; expiresAt: number };

/**
 * As much of Redis as a sliding window needs. It runs no Lua: a script is known by what it says, and what it computes is
 * computed here. As in Redis, a script must have been sent once (EVAL) before its hash is understood (EVALSHA).
 */
export class MiniRedis {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  readonly #scripts = new Map<string, string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws with the message that Redis would give. */
  run([name, ...args]: Command): unknown {
    switch (name.toLowerCase()) {
      case "ping":
        return "PONG";
      case "get":
        return this.#get(args[0] ?? "");
      case "eval":
        return this.#eval(args[0] ?? "", args.slice(1));
      case "evalsha":
        return this.#evalKnown(args[0] ?? "", args.slice(1));
      default:
        throw new Error(`ERR unknown command '${name}'`);
    }
  }

  #eval(script: string, rest: string[]): unknown {
    this.#scripts.set(createHash("sha1").update(script).digest("hex"), script);
    return this.#play(script, rest);
  }

  #evalKnown(hash: string, rest: string[]): unknown {
    const script = this.#scripts.get(hash);
    if (script === undefined) throw new Error("NOSCRIPT No matching script. Please use EVAL.");
    return this.#play(script, rest);
  }

  #play(script: string, [count = "0", ...rest]: string[]): unknown {
    const keys = rest.slice(0, Number(count));
    const [tokens = 0, now = 0, window = 1, increment = 1] = rest.slice(Number(count)).map(Number);
    if (!script.includes("requestsInPreviousWindow")) throw new Error("ERR the sandbox does not play this script");
    const [current = "", previous = ""] = keys;
    const share = 1 - (now % window) / window;
    const before = Math.floor(share * (this.#get(previous) ?? 0));
    const used = this.#get(current) ?? 0;
    if (!script.includes("INCRBY")) return [tokens - (used + before), tokens];
    if (before + used >= tokens) return [-1, tokens];
    this.#entries.set(current, { value: used + increment, expiresAt: this.#now() + window * 2 + 1_000 });
    return [tokens - (used + increment + before), tokens];
  }

  #get(key: string): number | null {
    const entry = this.#entries.get(key);
    return entry && this.#now() < entry.expiresAt ? entry.value : null;
  }
}
