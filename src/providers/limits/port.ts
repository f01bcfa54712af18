/** A count shared by all locations, kept by a vendor. */
export type SharedLimiter = {
  /** Never throws and answers within a fraction of a second. Null: no answer, so whoever asks decides. */
  take(limit: SharedLimit, counts: string): Promise<SharedAnswer | null>;
};

export type SharedLimit = { limit: number; periodSeconds: number };
/** `resetAt` in epoch milliseconds. */
export type SharedAnswer = { isAllowed: boolean; remaining: number; resetAt: number };
