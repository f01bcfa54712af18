import { evictDurableObject } from "cloudflare:test";
import { eventually } from "./eventually.ts";

/**
 * Takes an object's memory away, as the runtime does when nobody needs it. While the object is at work (a calendar drains
 * behind its answer) the runtime waits; on a busy machine it gives up at once, so it is asked again.
 */
export function evict(stub: DurableObjectStub): Promise<void> {
  return eventually(() => evictDurableObject(stub));
}
