// By themselves, for the addresses of the console's pages name them and are read at the first load.

export const EVENT_STATUSES = ["received", "processed", "failed", "quarantined", "discarded"] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

export const ACCOUNT_STATES = ["connected", "broken"] as const;
export const ENTRY_STATES = ["dead", "waiting"] as const;
