import { addToErrorGroups } from "../../db/queries/operations-log.ts";
import { takeTally } from "../../error-tally.ts";
import { faultFacts, log } from "../../log.ts";
import { derivedId } from "../derived-id.ts";

/** Adds what this isolate has counted to the groups of errors, behind an answer. What cannot be stored is dropped. */
export async function keepErrors(env: Env): Promise<void> {
  const tallies = takeTally();
  if (tallies.length === 0) return;
  try {
    const groups = tallies.map(async ({ fingerprint, ...tally }) => ({
      ...tally,
      id: await derivedId("err", fingerprint),
    }));
    await addToErrorGroups(env.DB, await Promise.all(groups));
  } catch (error) {
    log("debug", "errors_not_kept", { count: tallies.length, ...faultFacts(error) });
  }
}
