import { createContext, type ReactNode, use, useMemo } from "react";
import type { MeView } from "../../contracts/identity.ts";
import type { Formats } from "../i18n/formats.ts";
import { useFormats } from "../i18n/locale-provider.tsx";

export type Branch = MeView["branches"][number];
type SignedIn = { me: MeView; branch: Branch };

const SignedInContext = createContext<SignedIn | null>(null);

export function SignedInProvider({ me, branch, children }: SignedIn & { children: ReactNode }) {
  const value = useMemo(() => ({ me, branch }), [me, branch]);
  return <SignedInContext value={value}>{children}</SignedInContext>;
}

export function useSignedIn(): SignedIn {
  const value = use(SignedInContext);
  if (!value) throw new Error("useSignedIn needs SignedInProvider");
  return value;
}

/** Whether one may book at the shown branch: never where it is closed. */
export function useMayBook(): boolean {
  const { me, branch } = useSignedIn();
  return !branch.isClosed && me.permissions.includes("appointments:write");
}

/** Dates and times as the clocks of the shown branch tell them. */
export function useBranchFormats(): Formats {
  return useFormats(useSignedIn().branch.timeZone);
}
