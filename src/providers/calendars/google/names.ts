/** Where an event carries our key; it is its id as well. */
export const KEY = "frontdeskKey";

export function eventsPath(target: string, id?: string): string {
  const events = `/calendars/${encodeURIComponent(target)}/events`;
  return id === undefined ? events : `${events}/${encodeURIComponent(id)}`;
}
