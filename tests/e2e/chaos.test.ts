import { expect, it } from "vitest";
import { runChaos } from "../../scripts/chaos/run.ts";

/** The short version of `npm run chaos`. */
it("abuse 50: keeps every promise when the server is killed under load", { timeout: 120_000 }, async () => {
  const options = { seconds: 5, kills: 2, writers: 12, seed: "short", tell: () => {} };

  const report = await runChaos(options);

  expect(report.violations).toEqual([]);
  expect(report.unknown).toBe(0);
  expect(report.acked).toBeGreaterThan(50);
  expect(report.recovered).toBeGreaterThan(0);
});
