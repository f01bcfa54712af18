import type { StepUpMethod } from "../../contracts/account.ts";

/** Asks whoever sits there to prove who they are. False: they would not. */
type Asker = (methods: readonly StepUpMethod[]) => Promise<boolean>;

let asker: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** Returns how to take it away again. */
export function whenProofIsWanted(next: Asker): () => void {
  asker = next;
  return () => {
    if (asker === next) asker = null;
  };
}

/** For an act that the server refused for want of a fresh proof. Several at a time are asked for once. */
export function askForProof(methods: readonly StepUpMethod[]): Promise<boolean> {
  asking ??= (asker?.(methods) ?? Promise.resolve(false)).finally(() => {
    asking = null;
  });
  return asking;
}
