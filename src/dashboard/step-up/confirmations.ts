import { useSyncExternalStore } from "react";
import { ApiError } from "../api/api-error.ts";

/** The page waits for one confirmation at a time. `settle(false)`: the person thought better of it. */
export type Confirmation = { methods: readonly string[]; settle: (confirmed: boolean) => void };

let wanted: Confirmation | null = null;
const listeners = new Set<() => void>();

function want(next: Confirmation | null): void {
  wanted = next;
  for (const listener of listeners) listener();
}

/**
 * Runs a change. When the server wants to know first who asks, the person is asked for a proof, and the change is sent
 * again. Throws the server's refusal when they do not give one.
 */
export async function confirmed<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "step_up_required") || wanted) throw error;
    if (!(await askForProof(error.methods))) throw error;
    return run();
  }
}

function askForProof(methods: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isConfirmed: boolean) => {
      want(null);
      resolve(isConfirmed);
    };
    want({ methods, settle });
  });
}

export function useConfirmation(): Confirmation | null {
  return useSyncExternalStore(subscribe, () => wanted);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
