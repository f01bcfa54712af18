/** One dead tab must not silence the rest. */
export function sendQuietly(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // Closed between two events; the runtime drops it from getWebSockets().
  }
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
