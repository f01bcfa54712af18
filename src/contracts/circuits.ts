import * as z from "zod";
import { circuitId, tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

export const circuitState = z.enum(["closed", "open", "half_open"]);

/** How an account at a vendor is doing. `closed` is well; `open`: it is not asked until `retryAt`. */
export const circuitView = z
  .object({
    state: circuitState,
    retryAt: instant.nullable(),
    /** Null: it never opened. */
    changedAt: instant.nullable(),
    /** A status such as `status_503`, or `timeout`, `unreachable`. */
    lastError: z.string().nullable(),
  })
  .meta({ id: "Circuit" });

export const platformCircuitView = circuitView
  .extend({
    id: circuitId,
    /** `platform` for its own accounts. */
    tenantId: z.union([tenantId, z.literal("platform")]),
    tenantName: z.string().nullable(),
    /** The connection's id, or the vendor's name for an account of the platform. */
    connection: z.string(),
    provider: z.string(),
    /** How often in a row it opened; each time it waits longer. */
    openings: z.int(),
    changedAt: instant,
  })
  .meta({ id: "PlatformCircuit" });

export type CircuitView = z.infer<typeof circuitView>;
export type PlatformCircuitView = z.infer<typeof platformCircuitView>;
