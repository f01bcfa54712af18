import type { Page } from "playwright-core";

/** Above this a frame is late, and the browser calls a task long. */
export const LONG_MS = 50;

type Watched = { long: number[]; delays: number[] };
const watchedOf = `globalThis.watched`;

/** Notes long tasks, and how long each click or key takes until what came of it is painted. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { long: [], delays: [] };
    Object.assign(globalThis, { watched });
    const note = (into: number[]) => (list: PerformanceObserverEntryList) =>
      void into.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(note(watched.long)).observe({ type: "longtask", buffered: true });
    // Sixteen is the least that browsers tell.
    const init = { type: "event", durationThreshold: 16 };
    new PerformanceObserver(note(watched.delays)).observe(init);
  });
}

/** What was noted since the last time. */
export async function takeNotes(page: Page): Promise<Watched> {
  return page.evaluate<Watched>(
    `((kept) => ({ long: kept.long.splice(0), delays: kept.delays.splice(0) }))(${watchedOf})`,
  );
}

/** The time of each frame while the page is scrolled to its end and back. */
export function scrollThrough(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const main = document.querySelector("main");
    const scroller = document.querySelector(".day-scroll") ?? main;
    const frames: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 120; step++) {
      scroller?.scrollBy(0, step < 60 ? 120 : -120);
      // oxlint-disable-next-line no-await-in-loop -- frame after frame
      await new Promise(requestAnimationFrame);
      frames.push(performance.now() - last);
      last = performance.now();
    }
    return frames;
  });
}

/** The share of a core that the page's own thread takes, until the function returned is called. */
export async function watchCpu(page: Page): Promise<() => Promise<number>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Performance.enable");
  const busySeconds = async () => {
    const { metrics } = await devTools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  };
  const [busyAtStart, startedAt] = [await busySeconds(), performance.now()];
  return async () => ((await busySeconds()) - busyAtStart) / ((performance.now() - startedAt) / 1_000);
}
