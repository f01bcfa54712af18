/** What is known about the sockets of a page. */
export type Connection = { open: boolean; lastHeardAt: number | null; lostAt: number | null };
export type LiveState = { state: "live" | "reconnecting" | "stale"; since: number | null };

/** A short drop heals by itself and is only "reconnecting"; after that the page says how old it is. */
export const PATIENCE_MS = 10_000;

export function liveState(connections: Connection[], now: number, online: boolean): LiveState {
  const lost = connections.filter((connection) => !connection.open);
  if (connections.length > 0 && lost.length === 0 && online) return { state: "live", since: null };

  const heard = lost.map((connection) => connection.lastHeardAt).filter((at) => at !== null);
  const since = heard.length > 0 ? Math.min(...heard) : null;
  const lostSince = Math.min(now, ...lost.map((connection) => connection.lostAt ?? now));
  const outOfPatience = now - lostSince >= PATIENCE_MS;
  return { state: outOfPatience || !online ? "stale" : "reconnecting", since };
}
