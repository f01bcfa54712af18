/** Accounts at vendors of calendars that a business can connect. */
export const MAX_CALENDAR_ACCOUNTS = 50;
