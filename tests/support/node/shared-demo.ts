import type { TestProject } from "vitest/node";
import type { DemoFile } from "../../../scripts/demo-file.ts";
import { startDemo } from "./demo.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The demo that all browser tests visit, one file after the other. */
    demo: DemoFile;
    /** Where its D1, objects, KV and R2 lie. */
    stateDir: string;
  }
}

/** Starts one demo for the whole project: starting takes longer than most of its tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { demo, stateDir, stop } = await startDemo();
  project.provide("demo", demo);
  project.provide("stateDir", stateDir);
  return stop;
}
