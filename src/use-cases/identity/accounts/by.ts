import type { EpochMs } from "../../../domain/time.ts";

/** From where a request about an account comes. */
export type By = {
  /** As Cloudflare saw it (`CF-Connecting-IP`), never what a client may write. */
  clientAddress: string;
  requestId: string;
  now: EpochMs;
};
