import type { FeedFrame } from "../../src/contracts/live.ts";
import { isOneOf, type Viewer, type Whose } from "../../src/contracts/viewer.ts";
import { sees } from "../../src/domain/identity/sight.ts";
import type { StaffId } from "../../src/domain/ids.ts";
import { utf8 } from "../../src/domain/utf8.ts";
import { ADMISSION_MS } from "../sockets.ts";

/** Keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 25_000;
/** A reader that is this far behind is cut off; it reconnects with its last event id and misses nothing. */
const MAX_BACKLOG_FRAMES = 256;

/** Since when, by whom, and what ends its keep-alive. */
type Watch = { since: number; viewer: Viewer; end: () => void };

/** Viewers by server-sent events. Unlike hibernating sockets they keep the object awake, so they live in memory only. */
export class SseStreams {
  readonly #streams = new Map<ReadableStreamDefaultController<Uint8Array>, Watch>();

  open(backlog: readonly FeedFrame[], viewer: Viewer, signal: AbortSignal): Response {
    const { readable, close } = this.#start(backlog, viewer);
    signal.addEventListener("abort", close);
    return new Response(readable, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
    });
  }

  send(frame: FeedFrame, staffId: StaffId | null): void {
    for (const [controller, watch] of this.#streams) {
      if (Date.now() - watch.since >= ADMISSION_MS) finish(controller, watch);
      else if (sees(watch.viewer.sight, staffId)) this.#write(controller, toText(frame));
    }
  }

  /** Ends what was opened with these credentials. */
  end(whose: Whose): void {
    for (const [controller, watch] of this.#streams) if (isOneOf(watch.viewer, whose)) finish(controller, watch);
  }

  #start(backlog: readonly FeedFrame[], viewer: Viewer) {
    let close = () => {};
    const readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          for (const text of toBacklogTexts(backlog)) controller.enqueue(utf8(text));
          const timer = setInterval(() => this.#write(controller, ": still here\n\n"), KEEP_ALIVE_MS);
          close = () => {
            clearInterval(timer);
            this.#streams.delete(controller);
          };
          this.#streams.set(controller, { since: Date.now(), viewer, end: close });
        },
        cancel: () => close(),
      },
      { highWaterMark: MAX_BACKLOG_FRAMES + backlog.length },
    );
    return { readable, close: () => close() };
  }

  #write(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    try {
      if ((controller.desiredSize ?? 0) <= 0) throw new Error("the reader is too far behind");
      controller.enqueue(utf8(text));
    } catch (error) {
      this.#streams.get(controller)?.end();
      controller.error(error);
    }
  }
}

/** The browser comes back with its credential, and misses nothing. */
function finish(controller: ReadableStreamDefaultController<Uint8Array>, { end }: Watch): void {
  end();
  controller.close();
}

/**
 * A greeting with a backlog behind it carries no id: a reader that is cut off in between keeps its own last id, and asks
 * for the backlog again.
 */
function toBacklogTexts(backlog: readonly FeedFrame[]): string[] {
  const [hello, ...missed] = backlog;
  if (!hello || missed.length === 0) return backlog.map(toText);
  return [toTextWithoutId(hello), ...missed.map(toText)];
}

function toText(frame: FeedFrame): string {
  return `id: ${frame.seq}\n${toTextWithoutId(frame)}`;
}

function toTextWithoutId(frame: FeedFrame): string {
  return `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
}
