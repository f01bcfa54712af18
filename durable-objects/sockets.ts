/** One dead tab must not silence the rest. */
export function sendQuietly(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // Closed between two events; the runtime drops it from getWebSockets().
  }
}

/**
 * A viewer shows a credential when they connect. After this long they must do so again, so that one who was signed out
 * or lost the role meanwhile sees no more.
 */
export const ADMISSION_MS = 15 * 60_000;
/** Not 1000, after which clients would not come back. */
const ADMIT_AGAIN = 4000;

export function admit(ctx: DurableObjectState, socket: WebSocket): void {
  ctx.acceptWebSocket(socket);
  socket.serializeAttachment({ admittedAt: Date.now() });
}

/** The sockets that may be told something now. Others are closed: their viewers come back and miss nothing. */
export function admittedSockets(ctx: DurableObjectState): WebSocket[] {
  return ctx.getWebSockets().filter((socket) => {
    const { admittedAt = 0 } = (socket.deserializeAttachment() ?? {}) as { admittedAt?: number }; // `admit` wrote it
    if (Date.now() - admittedAt < ADMISSION_MS) return true;
    socket.close(ADMIT_AGAIN, "sign in again");
    return false;
  });
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
