import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

const HEADER_END = Buffer.from("\r\n\r\n");
const SHORT = 126;
const LONG = 127;

/**
 * Live sockets that only count what comes: Node's own take more CPU for a frame than the object that sends it. Frames
 * of a server are not masked, so their length is all that need be read.
 */
export class Viewers {
  readonly #sockets: Socket[] = [];
  /** For each frame after the greeting: how many viewers have it, and when the last of them got it. */
  readonly #arrivals: { count: number; lastAt: number }[] = [];

  /** Of the longest frame that came, head included. */
  frameBytes = 0;

  static async open(port: number, path: string, headers: Record<string, string>, count: number): Promise<Viewers> {
    const viewers = new Viewers();
    for (let opened = 0; opened < count; opened++) await viewers.#join(port, path, headers);
    return viewers;
  }

  /** When the nth event had reached all of them; null while it has not. */
  reachedAllAt(event: number): number | null {
    const arrival = this.#arrivals[event];
    return arrival?.count === this.#sockets.length ? arrival.lastAt : null;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(port: number, path: string, headers: Record<string, string>): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.setNoDelay(true);
    this.#sockets.push(socket);
    const key = randomBytes(16).toString("base64");
    const all = { host: "localhost", connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", ...headers }; // biome-ignore format: one head
    const head = Object.entries({ ...all, "sec-websocket-key": key }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("data", this.#reader(resolve, reject));
    });
  }

  /** The first frame is the greeting: the viewer is in. */
  #reader(onGreeting: () => void, onRefusal: (error: Error) => void): (chunk: Buffer) => void {
    let received: Buffer = Buffer.alloc(0);
    let isOpen = false;
    let frames = 0;
    return (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (!isOpen) {
        const headEnd = received.indexOf(HEADER_END);
        if (headEnd < 0) return;
        if (!received.toString("latin1", 0, headEnd).includes(" 101 "))
          onRefusal(new Error(received.toString("latin1")));
        isOpen = true;
        received = received.subarray(headEnd + HEADER_END.length);
      }
      for (let length = frameLength(received); length !== null; length = frameLength(received)) {
        received = received.subarray(length);
        this.frameBytes = Math.max(this.frameBytes, length);
        if (frames === 0) onGreeting();
        else this.#note(frames - 1);
        frames++;
      }
    };
  }

  #note(event: number): void {
    const arrival = (this.#arrivals[event] ??= { count: 0, lastAt: 0 });
    arrival.count++;
    arrival.lastAt = performance.now();
  }
}

/** Of the first frame, head included. Null when it has not come in full. */
function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short === LONG) throw new Error("a frame of more than 64 kB");
  if (short === SHORT && bytes.length < 4) return null;
  const length = short === SHORT ? 4 + bytes.readUInt16BE(2) : 2 + short;
  return bytes.length < length ? null : length;
}
