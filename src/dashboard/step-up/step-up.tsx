import { lazy, Suspense } from "react";
import { useConfirmation } from "./confirmations.ts";

const StepUpDialog = lazy(async () => ({ default: (await import("./step-up-dialog.tsx")).StepUpDialog }));

/** Asks for a proof whenever a change of this page needs one. */
export function StepUp() {
  const confirmation = useConfirmation();
  if (!confirmation) return null;
  return (
    <Suspense>
      <StepUpDialog {...confirmation} />
    </Suspense>
  );
}
