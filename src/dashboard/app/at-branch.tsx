import type { ReactNode } from "react";
import { DayNamesProvider } from "../live/day-names.tsx";
import { SignedInProvider, useSignedIn } from "./signed-in.tsx";

/**
 * What is within is about a branch that need not be the shown one, such as an appointment that a customer has elsewhere: it
 * is told by that branch's clocks and names, and asks for that branch's free times.
 */
export function AtBranch({ branchId, children }: { branchId: string | undefined; children: ReactNode }) {
  const { me, branch } = useSignedIn();
  const own = me.branches.find(({ id }) => id === branchId) ?? branch;
  return (
    <SignedInProvider me={me} branch={own}>
      <DayNamesProvider branchId={own.id}>{children}</DayNamesProvider>
    </SignedInProvider>
  );
}
