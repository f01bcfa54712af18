import * as z from "zod";

/** `POST /control/faults`: what shall go wrong, where, and how often. */
export const faultOrder = z.strictObject({
  vendor: z.string().min(1),
  /** The vendor's own path, or its beginning: `/v2/create-phone-call`. All paths when absent. */
  path: z.string().startsWith("/").max(200).optional(),
  /**
   * status: refuse. slow: wait, then answer. timeout: never answer. drop: cut the connection.
   * duplicate: handle the request twice, as when a network repeats it.
   */
  kind: z.enum(["status", "timeout", "slow", "drop", "duplicate"]),
  status: z.int().min(400).max(599).optional(),
  retryAfterSeconds: z.int().min(0).max(3_600).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Until deleted when absent. */
  times: z.int().min(1).max(10_000).optional(),
});
type FaultOrder = z.infer<typeof faultOrder>;
export type Fault = FaultOrder & { id: string; hits: number };

/** The faults now in force, oldest first; the first that fits a request is used. */
export class FaultBook {
  #faults: Fault[] = [];
  #lastId = 0;

  add(order: FaultOrder): Fault {
    const fault: Fault = { ...order, id: `fault_${++this.#lastId}`, hits: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault for this request, counted; it leaves the book with its last use. */
  take(vendor: string, path: string): Fault | undefined {
    const fault = this.#faults.find((one) => one.vendor === vendor && path.startsWith(one.path ?? "/"));
    if (!fault) return undefined;
    fault.hits += 1;
    if (fault.times !== undefined && fault.hits >= fault.times) this.remove(fault.id);
    return fault;
  }
}
