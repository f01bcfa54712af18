import type { BranchFrame, FeedFrame } from "../../../src/contracts/live.ts";
import { type ApiRequest, request } from "./credentials.ts";
import { eventually } from "./eventually.ts";

export type Frame = BranchFrame | FeedFrame;

/** A viewer's end of a live socket, with everything it has heard so far. */
export class LiveSocket<F extends Frame> {
  readonly frames: F[] = [];
  readonly texts: string[] = [];
  /** The code of the server's goodbye. Null while it is open. */
  closedWith: number | null = null;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const text = String(data);
      if (text.startsWith("{"))
        this.frames.push(JSON.parse(text) as F); // the test checks what it is
      else this.texts.push(text);
    });
    socket.addEventListener("close", ({ code }) => {
      this.closedWith = code;
    });
    socket.accept();
  }

  /** The sequence numbers of the events that were heard, in the order of hearing. */
  get seqs(): number[] {
    return this.frames.filter(({ type }) => type === "event").map(({ seq }) => seq);
  }

  /** The events that were heard, once there are as many. */
  async events(count: number): Promise<Extract<F, { type: "event" }>[]> {
    const heard = () => this.frames.filter((frame) => frame.type === "event") as Extract<F, { type: "event" }>[];
    await eventually(() => {
      if (heard().length < count) throw new Error(`heard ${heard().length} of ${count} events`);
    });
    return heard();
  }

  /** The greeting, once it has come. */
  async hello(): Promise<F> {
    return eventually(() => {
      const [first] = this.frames;
      if (!first) throw new Error("no greeting yet");
      return first;
    });
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close(1001, "gone");
  }
}

export function handshake(path: string, options: ApiRequest = {}): Promise<Response> {
  return request(path, { ...options, headers: { upgrade: "websocket", ...options.headers } });
}

export async function connect<F extends Frame>(path: string, options: ApiRequest = {}): Promise<LiveSocket<F>> {
  const response = await handshake(path, options);
  if (response.status !== 101 || !response.webSocket) throw new Error(`the handshake was answered ${response.status}`);
  return new LiveSocket<F>(response.webSocket);
}
