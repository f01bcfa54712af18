import type { ConnectionEntry } from "../../db/directory.ts";
import type { BranchId } from "../../domain/ids.ts";

type Numbers = { direction: "inbound" | "outbound" | null; fromNumber: string | null; toNumber: string | null };

/** The branch whose number is on the line; a number that is not assigned goes to the connection's own branch. */
export function branchIdOfCall(connection: ConnectionEntry, { direction, fromNumber, toNumber }: Numbers): BranchId {
  const ours = direction === "outbound" ? fromNumber : toNumber;
  return connection.numbers.find(({ e164 }) => e164 === ours)?.branchId ?? connection.defaultBranchId;
}
