import { DurableObject } from "cloudflare:workers";
import type { CalendarAccountRef } from "../../src/domain/calendars/account-ref.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { faultFacts, log } from "../../src/log.ts";

type Background = Pick<ExecutionContext, "waitUntil">;

/** Writes what is due at one account, and tells when it should be asked again; null: when it is woken. */
export type PushDue = (env: Env, background: Background, ref: CalendarAccountRef) => Promise<EpochMs | null>;

const REF = "ref";
/** After a fault of ours, such as D1 being away. */
const RETRY_MS = 30_000;

/**
 * One object per account at a vendor of calendars: its entries are written one after the other, and an account that has
 * to wait keeps no other waiting. It holds nothing: what is wanted stands in D1, and its alarm is the clock.
 */
export abstract class CalendarCourier extends DurableObject<Env> {
  protected abstract readonly pushDue: PushDue;

  /** Something is wanted of this account. A lost call only delays it: the sweep wakes the object again. */
  async wake(ref: CalendarAccountRef): Promise<void> {
    this.ctx.storage.kv.put(REF, ref);
    await this.#wakeBy(Date.now());
  }

  /** Never throws: an alarm that fails too often is never called again. */
  override async alarm(): Promise<void> {
    const ref = this.ctx.storage.kv.get<CalendarAccountRef>(REF);
    if (!ref) return;
    const next = await this.#push(ref);
    if (next !== null) await this.#wakeBy(next);
  }

  async #push(ref: CalendarAccountRef): Promise<EpochMs | null> {
    try {
      return await this.pushDue(this.env, this.ctx, ref);
    } catch (error) {
      log("error", "calendar_courier_failed", { accountId: ref.accountId, ...faultFacts(error) });
      return Date.now() + RETRY_MS;
    }
  }

  /** An earlier alarm stands: somebody may have woken the object while it was writing. */
  async #wakeBy(at: EpochMs): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }
}
