import { setTimeout as wait } from "node:timers/promises";

type Message = { id?: number; result?: unknown };

/** The part of the debugger's protocol that tells how much memory an isolate uses. */
export class Inspector {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as Message;
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async open(port: number): Promise<Inspector> {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? "");
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return new Inspector(socket);
  }

  /** Bytes of the heap that are in use after everything unreachable was thrown away. */
  async usedHeap(): Promise<number> {
    let used = Number.NaN;
    for (let time = 0; time < 3; time++) {
      void this.#call("HeapProfiler.collectGarbage"); // it is answered only once something else was asked
      await wait(300);
      used = ((await this.#call("Runtime.getHeapUsage")) as { usedSize: number }).usedSize;
    }
    return used;
  }

  close(): void {
    this.#socket.close();
  }

  #call(method: string): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method }));
    });
  }
}
