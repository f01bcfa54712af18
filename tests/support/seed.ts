import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Makes every property try the same cases again. Null: new ones each time. */
    proveSeed: number | null;
  }
}

const seed = inject("proveSeed");
if (seed !== null) fc.configureGlobal({ seed });
