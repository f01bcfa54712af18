import { DAY_MS, type EpochMs, HOUR_MS } from "../time.ts";

type Watched = { channelEndsAt: EpochMs | null; channelRetryAt: EpochMs | null };

/** How long we ask a vendor to tell us. */
const CHANNEL_MS = 7 * DAY_MS;
/** The next channel opens so long before the last one ends, so that a day without us loses nothing. */
const OVERLAP_MS = DAY_MS;
const RETRY_MS = HOUR_MS;

export function endOfChannel(now: EpochMs): EpochMs {
  return now + CHANNEL_MS;
}

/** When a vendor that would not open a channel is asked again. */
export function retryWatchAt(now: EpochMs): EpochMs {
  return now + RETRY_MS;
}

/** Shall a channel be opened, the first one or the next? */
export function needsChannel({ channelEndsAt, channelRetryAt }: Watched, now: EpochMs): boolean {
  if (channelRetryAt !== null && channelRetryAt > now) return false;
  return channelEndsAt === null || channelEndsAt - OVERLAP_MS <= now;
}
