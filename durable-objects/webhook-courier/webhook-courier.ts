import { DurableObject } from "cloudflare:workers";
import type { EndpointRef } from "../../src/domain/outbound/endpoint-ref.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { faultFacts, log } from "../../src/log.ts";

/** Delivers what is due at one endpoint, and tells when it should be asked again; null: when it is woken. */
export type DeliverDue = (env: Env, ref: EndpointRef, now: EpochMs) => Promise<EpochMs | null>;

const REF = "ref";
/** After a fault of ours, such as D1 being away. */
const RETRY_MS = 30_000;

/**
 * One object per endpoint, so that one which is slow or down takes nobody's time but its own. It holds nothing: what is
 * to be delivered stands in D1, and its alarm is the clock. The composition root says how to deliver.
 */
export abstract class WebhookCourier extends DurableObject<Env> {
  protected abstract readonly deliverDue: DeliverDue;

  /** Something was stored for this endpoint. A lost call only delays it: the sweep wakes the object again. */
  async wake(ref: EndpointRef): Promise<void> {
    this.ctx.storage.kv.put(REF, ref);
    await this.#wakeBy(Date.now());
  }

  /** Never throws: an alarm that fails too often is never called again. */
  override async alarm(): Promise<void> {
    const ref = this.ctx.storage.kv.get<EndpointRef>(REF);
    if (!ref) return;
    const next = await this.#deliver(ref);
    if (next !== null) await this.#wakeBy(next);
  }

  async #deliver(ref: EndpointRef): Promise<EpochMs | null> {
    try {
      return await this.deliverDue(this.env, ref, Date.now());
    } catch (error) {
      log("error", "webhook_courier_failed", { endpointId: ref.endpointId, ...faultFacts(error) });
      return Date.now() + RETRY_MS;
    }
  }

  /** An earlier alarm stands: somebody may have woken the object while it was delivering. */
  async #wakeBy(at: EpochMs): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }
}
