import type { Viewer, Whose } from "../src/contracts/viewer.ts";
import type { Sight } from "../src/domain/identity/sight.ts";

/** One dead tab must not silence the rest. */
export function sendQuietly(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // Closed between two events; the runtime drops it from getWebSockets().
  }
}

/**
 * A viewer shows a credential when they connect. Views are closed when it ends; should that message be lost, they must
 * show it again after this long.
 */
export const ADMISSION_MS = 15 * 60_000;
/** Not 1000, after which clients would not come back. */
const ADMIT_AGAIN = 4000;

/** A viewer's socket, and how much they see. */
export type Seat = { socket: WebSocket; sight: Sight };
type Ticket = { admittedAt: number; sight: Sight };
/** Those that were read since the object awoke: to read a thousand takes as long as a booking. */
const tickets = new WeakMap<WebSocket, Ticket>();

export function admit(ctx: DurableObjectState, socket: WebSocket, { tags, sight }: Viewer): void {
  ctx.acceptWebSocket(socket, tags);
  socket.serializeAttachment({ admittedAt: Date.now(), sight } satisfies Ticket);
}

/** The sockets that may be told something now. Others are closed: their viewers come back and miss nothing. */
export function admittedSeats(ctx: DurableObjectState): Seat[] {
  return ctx.getWebSockets().flatMap((socket) => {
    const ticket = ticketOf(socket);
    // A ticket of an earlier version tells no sight.
    if (ticket?.sight && Date.now() - ticket.admittedAt < ADMISSION_MS) return [{ socket, sight: ticket.sight }];
    socket.close(ADMIT_AGAIN, "sign in again");
    return [];
  });
}

function ticketOf(socket: WebSocket): Ticket | null {
  const known = tickets.get(socket);
  if (known) return known;
  const ticket = socket.deserializeAttachment() as Ticket | null; // `admit` wrote it
  if (ticket) tickets.set(socket, ticket);
  return ticket;
}

/** Closes at once what was opened with these credentials. Whoever still may watch comes back and misses nothing. */
export function closeSockets(ctx: DurableObjectState, whose: Whose): void {
  const sockets = whose === "all" ? ctx.getWebSockets() : whose.flatMap((tag) => ctx.getWebSockets(tag));
  for (const socket of sockets) socket.close(ADMIT_AGAIN, "sign in again");
}

/** Answers pings without waking a hibernating object. */
export function answerPings(ctx: DurableObjectState): void {
  ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
}

/** The `since` of a live connection: the last seq the viewer has seen, or null for "from now on". */
export function readSince(request: Request): number | null {
  const text = new URL(request.url).searchParams.get("since");
  const since = Number(text);
  return text && Number.isSafeInteger(since) && since >= 0 ? since : null;
}
