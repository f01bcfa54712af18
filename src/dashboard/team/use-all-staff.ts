import { useQueries } from "@tanstack/react-query";
import { staffQuery } from "../api/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";

type Member = { id: string; name: string; branch: string; isClosed: boolean };

/** The people of every branch, closed ones as well: a user's own calendar may be in any. */
export function useAllStaff(): Member[] {
  const { branches } = useSignedIn().me;
  const answers = useQueries({ queries: branches.map(({ id }) => staffQuery(id)) });
  return branches.flatMap((branch, index) =>
    (answers[index]?.data ?? []).map(({ id, name }) => ({ id, name, branch: branch.name, isClosed: branch.isClosed })),
  );
}
