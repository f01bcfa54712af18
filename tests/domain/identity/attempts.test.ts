import fc from "fast-check";
import { expect, it } from "vitest";
import { countAttempt } from "../../../src/domain/identity/attempts.ts";

const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });

it("no window of the period ever holds more attempts than the limit, and no attempt is refused in vain", () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 6 }), (gaps, limit) => {
      const period = 60_000;
      let [ends, now] = [[] as number[], 1_000_000];
      const passed: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const counted = countAttempt(ends, { limit, periodSeconds: 60 }, now);
        const recent = passed.filter((at) => at > now - period);
        expect(counted.ok).toBe(recent.length < limit);
        if (!counted.ok) {
          expect(countAttempt(ends, { limit, periodSeconds: 60 }, now + counted.error.waitMs).ok).toBe(true);
          expect(countAttempt(ends, { limit, periodSeconds: 60 }, now + counted.error.waitMs - 1).ok).toBe(false);
          continue;
        }
        ends = counted.value;
        passed.push(now);
        expect(ends.length).toBeLessThanOrEqual(limit);
      }
    }),
  );
});
