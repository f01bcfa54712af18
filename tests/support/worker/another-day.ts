import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

declare global {
  /** Files share a runtime, which lives on its day from the first of them on. */
  var livesLater: boolean | undefined;
}

type Alarms = Pick<DurableObjectStorage, "getAlarm" | "setAlarm">;

/**
 * Has everything in this runtime live so much later, in ms: what passes today should pass on the day the clocks change and
 * next year, too. The platform's own clock stays, so alarms are set and told by that one.
 */
export async function liveLater(shift: number): Promise<void> {
  if (shift === 0 || globalThis.livesLater) return;
  globalThis.livesLater = true;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [target.now() + shift] : args, self),
    get: (target, key, self) => (key === "now" ? () => target.now() + shift : Reflect.get(target, key, self)),
  });
  const alarms: Alarms = await runInDurableObject(env.RATE_COUNTER.getByName("clock"), (_, { storage }) =>
    Object.getPrototypeOf(storage),
  );
  const { getAlarm, setAlarm } = alarms;
  alarms.setAlarm = function (this: Alarms, at) {
    return setAlarm.call(this, Number(at) - shift);
  };
  alarms.getAlarm = async function (this: Alarms) {
    const at = await getAlarm.call(this);
    return at === null ? null : at + shift;
  };
}
