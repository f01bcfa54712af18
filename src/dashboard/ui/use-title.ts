import { useEffect } from "react";
import { useSignedIn } from "../app/signed-in.tsx";

/** What the browser's tab and history say. */
export function useTitle(title: string): void {
  const { me, branch } = useSignedIn();
  useEffect(() => {
    document.title = `${title} · ${branch.name} · ${me.tenant.name}`;
  }, [title, branch.name, me.tenant.name]);
}
