import type { Rulebook } from "../../src/domain/booking/rulebook.ts";
import { type EpochMs, MINUTE_MS } from "../../src/domain/time.ts";
import { Connection } from "./connection.ts";
import { type Arena, withProduct } from "./contestants.ts";
import { bookRequest, slotAt } from "./requests.ts";
import { aim, quantile, told, type Verdict } from "./verdict.ts";

const RIVALS = 200;
const SLOTS = 20;
/** The raster of the demo's services; the shortest takes longer than this. */
const STEP_MS = 15 * MINUTE_MS;

/** All rivals want the same half hour of one member; of an odd slot, half of them want it a quarter of an hour later. */
export function measureRivals(): Promise<Verdict[]> {
  return withProduct(["Rivals"], {}, async (arena) => {
    const connections = await Promise.all(Array.from({ length: RIVALS }, () => Connection.open(arena.served.port)));
    await contend(arena, connections, SLOTS); // wakes the object
    const contests = [];
    for (let slot = 0; slot < SLOTS; slot++) contests.push(await contend(arena, connections, slot));
    for (const connection of connections) connection.close();
    const fair = contests.filter(({ won, lost }) => won === 1 && lost === RIVALS - 1).length;
    const median = quantile(contests.map(({ elapsedMs }) => elapsedMs), 0.5); // biome-ignore format: one thought
    return [
      aim(fair === SLOTS, `${RIVALS} rivals for one slot: exactly one got it in ${fair} of ${SLOTS} contests`),
      told(`${RIVALS} rivals for one slot: all were answered after ${median.toFixed(0)} ms (median)`),
    ];
  });
}

async function contend({ business }: Arena, connections: readonly Connection[], slot: number) {
  const rules = business.branches[0] as Rulebook; // there is one
  const requests = connections.map((_, index) =>
    Buffer.from(bookRequest(business.demo, rules, { ...wanted(rules, slot, index), index })),
  );
  const startedAt = performance.now();
  const answers = await Promise.all(
    connections.map((connection, index) => connection.send(requests[index] ?? Buffer.alloc(0))),
  );
  const elapsedMs = performance.now() - startedAt;
  const won = answers.filter(({ status }) => status === 201).length;
  const lost = answers.filter(({ status, body }) => status === 409 && body.includes('"slot_taken"')).length;
  return { won, lost, elapsedMs };
}

function wanted(rules: Rulebook, slot: number, index: number): { startsAt: EpochMs; staffId: string } {
  const isLater = slot % 2 === 1 && index % 2 === 1;
  const [day] = rules.staff;
  // A slot a day apart from the next: nothing but the rivals is in the way.
  return { startsAt: slotAt(rules, Date.now(), 100 + slot) + (isLater ? STEP_MS : 0), staffId: day?.id ?? "" };
}
