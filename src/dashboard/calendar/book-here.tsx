import type { MouseEvent } from "react";
import { useMayBook } from "../app/signed-in.tsx";
import { serverNow } from "../live/clock.ts";
import { usePatchSearch } from "../live/use-live-search.ts";
import { instantAt } from "./follow-pointer.ts";

/** The free ground of a column: a click on it books there. Keys have "New appointment" and `n` for the same. */
export function BookHere({ staffId }: { staffId: string }) {
  const mayBook = useMayBook();
  const patch = usePatchSearch();
  if (!mayBook) return null;
  const book = ({ currentTarget, clientY }: MouseEvent<HTMLElement>) => {
    const column = currentTarget.parentElement;
    const at = column ? instantAt(column, clientY) : 0;
    if (at > serverNow()) patch({ book: new Date(at).toISOString(), bookWith: staffId });
  };
  return <button type="button" tabIndex={-1} aria-hidden className="absolute inset-0 cursor-cell" onClick={book} />;
}
