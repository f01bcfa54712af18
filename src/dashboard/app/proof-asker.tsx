import { lazy, Suspense, useEffect, useState } from "react";
import type { StepUpMethod } from "../../contracts/account.ts";
import { whenProofIsWanted } from "../api/proof.ts";

const ProofDialog = lazy(async () => ({ default: (await import("./proof-dialog.tsx")).ProofDialog }));

type Asked = { methods: readonly StepUpMethod[]; settle: (isProven: boolean) => void };

/** Over whatever page: dangerous acts wait here for a fresh proof, and then go on by themselves. */
export function ProofAsker() {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => whenProofIsWanted((methods) => new Promise((settle) => setAsked({ methods, settle }))), []);
  if (!asked) return null;
  const close = (isProven: boolean) => {
    asked.settle(isProven);
    setAsked(null);
  };
  return (
    <Suspense>
      <ProofDialog methods={asked.methods} onClose={close} />
    </Suspense>
  );
}
