import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times more cases than usual a property is tried with. */
    proveScale: number;
  }
}

/** The cases of a property: as given in `npm test`, many times more in `npm run prove`. */
export function runs(count: number): number {
  return count * inject("proveScale");
}
