import worker from "../../src/index.ts";
import { LocalCount } from "../../src/use-cases/identity/local-count.ts";

export * from "../../src/index.ts";

/**
 * The product, with a counter in memory for each rate limit: that is what the binding is on Cloudflare. Its local
 * stand-in is a request to another Worker, which takes longer than the rest of an answer. Requests are counted as ever,
 * but a bench asks more in a second than any tier may in a minute, so each is told that it is the first.
 */
let limited;

const { add } = LocalCount.prototype;
LocalCount.prototype.add = function countAsFirst(key, now) {
  return { ...add.call(this, key, now), count: 1 };
};

export default {
  ...worker,
  fetch(request, env, ctx) {
    limited ??= { ...env, RL_60: counter(), RL_300: counter(), RL_1000: counter(), RL_3000: counter() };
    return worker.fetch(request, limited, ctx);
  },
};

function counter() {
  const counts = new Map();
  return {
    limit: async ({ key }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { success: true };
    },
  };
}
