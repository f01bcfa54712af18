import { useState } from "react";

const PAGE = 50;

/** Page after page of a list; `key` names the list, so that another filter begins at its first page. */
export function usePages(key = "") {
  const [state, setState] = useState({ key, cursors: [] as string[] });
  const cursors = state.key === key ? state.cursors : [];
  const cursor = cursors.at(-1);
  const turn = (page: number, next: string | null | undefined) =>
    setState({ key, cursors: page > cursors.length && next ? [...cursors, next] : cursors.slice(0, page) });
  return { page: cursors.length, query: { limit: PAGE, ...(cursor ? { cursor } : {}) }, turn };
}
