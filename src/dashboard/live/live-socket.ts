import ReconnectingWebSocket from "partysocket/ws";
import { noteClosed, noteHeard, noteLost, noteOpen } from "./connections.ts";

const PING_MS = 25_000;
const PONG_MS = 8_000;

export type LiveSocket<Frame> = {
  path: string;
  /** Asked at each connect: the last event already known, or null for "only what is new". */
  since: () => number | null;
  onFrame: (frame: Frame) => void;
  /** The server keeps refusing; the session may have ended. */
  onTrouble: () => void;
};

/** A socket that finds its way back. Returns how to end it. */
export function openLiveSocket<Frame>({ path, since, onFrame, onTrouble }: LiveSocket<Frame>): () => void {
  const socket = new ReconnectingWebSocket(() => liveUrl(path, since()), [], {
    minReconnectionDelay: 400 + Math.random() * 600,
    maxReconnectionDelay: 15_000,
    reconnectionDelayGrowFactor: 1.6,
    connectionTimeout: 8_000,
    maxEnqueuedMessages: 0,
  });
  let pongDue: ReturnType<typeof setTimeout> | undefined;

  const ping = () => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send("ping");
    clearTimeout(pongDue);
    pongDue = setTimeout(() => socket.reconnect(), PONG_MS);
  };
  // A laptop that wakes up, or a network that returns, should not wait for the next timer.
  const wake = () => {
    if (document.visibilityState === "hidden") return;
    if (socket.readyState === socket.OPEN) ping();
    else if (socket.readyState === socket.CLOSED) socket.reconnect();
  };

  socket.addEventListener("open", () => noteOpen(path));
  socket.addEventListener("close", () => {
    clearTimeout(pongDue);
    noteLost(path);
    if (socket.retryCount > 0 && socket.retryCount % 3 === 0) onTrouble();
  });
  socket.addEventListener("message", ({ data }) => {
    clearTimeout(pongDue);
    noteHeard(path);
    const frame = readFrame(data);
    if (frame !== null) onFrame(frame as Frame); // the Worker's own contract
  });
  noteLost(path);
  const timer = setInterval(ping, PING_MS);
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);

  return () => {
    clearInterval(timer);
    clearTimeout(pongDue);
    removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", wake);
    socket.close();
    noteClosed(path);
  };
}

function liveUrl(path: string, since: number | null): string {
  const url = new URL(path, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  if (since !== null) url.searchParams.set("since", String(since));
  return url.href;
}

function readFrame(data: unknown): unknown {
  if (typeof data !== "string" || data === "pong") return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
