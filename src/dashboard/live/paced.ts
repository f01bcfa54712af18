/** What is read again and again may take a tenth of the time, of the page and of the server. */
const REST_PER_RUN = 9;
const LONGEST_REST_MS = 5_000;

/**
 * Runs some time after it is called, once for all calls until then and never twice at a time. After a run that took long
 * it rests in proportion, so under a stream of calls whoever is slow is asked less often.
 */
export function paced(run: () => Promise<unknown>, settleMs: () => number): () => void {
  let state: "idle" | "waiting" | "running" = "idle";
  let calledMeanwhile = false;
  let restsUntil = 0;

  const start = async () => {
    state = "running";
    calledMeanwhile = false;
    const startedAt = performance.now();
    await run().catch(() => {}); // whoever shows it says so
    const endedAt = performance.now();
    restsUntil = endedAt + Math.min(LONGEST_REST_MS, (endedAt - startedAt) * REST_PER_RUN);
    state = "idle";
    if (calledMeanwhile) call();
  };
  const call = () => {
    if (state === "running") calledMeanwhile = true;
    if (state !== "idle") return;
    state = "waiting";
    setTimeout(() => void start(), Math.max(settleMs(), restsUntil - performance.now()));
  };
  return call;
}
