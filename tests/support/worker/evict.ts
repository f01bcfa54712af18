import { evictDurableObject } from "cloudflare:test";
import { eventually } from "./eventually.ts";

/**
 * Takes an object's memory away, as the runtime does when nobody needs it. It refuses while the object is at work: a
 * calendar that was asked a moment ago is still draining, and on a busy machine for longer than the runtime waits.
 */
export function evict(stub: DurableObjectStub): Promise<void> {
  return eventually(() => evictDurableObject(stub));
}
