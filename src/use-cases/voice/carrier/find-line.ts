import { type Background, type ConnectionEntry, findConnectionEntry, findNumberEntry } from "../../../db/directory.ts";
import type { TenantId } from "../../../domain/ids.ts";
import type { CarrierCall } from "../../../providers/voice/carriers/port.ts";

/** Whose number rings, and the agent that answers there. */
export type Line = { connection: ConnectionEntry; number: ConnectionEntry["numbers"][number] };

/** Null when the number is not this business's, whoever's account at the carrier it is. */
export async function findLine(
  env: Env,
  background: Background,
  tenantId: TenantId,
  call: CarrierCall,
): Promise<Line | null> {
  const owner = await findNumberEntry(env, background, call.to);
  if (owner?.tenantId !== tenantId) return null;
  const connection = await findConnectionEntry(env, background, owner.connectionId);
  const number = connection?.numbers.find(({ e164 }) => e164 === call.to);
  return connection && number ? { connection, number } : null;
}
