import { readdirSync, readFileSync } from "node:fs";

const TICK_MS = 10; // USER_HZ is 100 on every Linux that runs Node
const PAGE_BYTES = 4_096;
const IDLE_MS = 250;
const MAX_WAIT_MS = 20_000;

/** CPU time that a process group has used, in ms. Null where the system does not say (not Linux). */
export function cpuTimeMs(group: number): number | null {
  try {
    const stats = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readStat);
    return stats.filter((stat) => stat.group === group).reduce((sum, stat) => sum + stat.ticks * TICK_MS, 0);
  } catch {
    return null;
  }
}

/** Memory that a process group holds, in bytes. Not a number where the system does not say. */
export function residentBytes(group: number): number {
  try {
    const members = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && readStat(name)[0]?.group === group);
    const pages = members.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]));
    return pages.reduce((sum, count) => sum + count * PAGE_BYTES, 0);
  } catch {
    return Number.NaN;
  }
}

/**
 * Waits until a process group has nothing left to do, so that work put off by one run does not slow the next: at least
 * for `putOffMs`, as long as it may be put off.
 */
export async function untilIdle(group: number, putOffMs = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, putOffMs));
  let before = cpuTimeMs(group);
  for (const deadline = Date.now() + MAX_WAIT_MS; Date.now() < deadline; ) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const after = cpuTimeMs(group);
    if (before === null || after === null || after - before <= TICK_MS) return;
    before = after;
  }
}

/** Fields of `/proc/<pid>/stat` after the name in brackets: state, parent, group ... user and system time. */
function readStat(pid: string): { group: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [{ group: Number(fields[2]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // ended while we looked
  }
}
