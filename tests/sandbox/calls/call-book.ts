import type { CallEvent } from "./events.ts";

const KEPT = 30;

/** One placed call and all that has happened in it so far. */
export type PlacedCall = {
  callId: string;
  startedAt: number;
  title: string;
  language: string;
  caller: { name: string; phone: string };
  state: "ongoing" | "successful" | "unsuccessful";
  note: string;
  durationMs: number | null;
  events: CallEvent[];
};

/** The last placed calls, newest first. */
export class CallBook {
  #calls: PlacedCall[] = [];

  /** Files an event under its call; the first one of a call opens the entry. */
  record(callId: string, event: CallEvent): void {
    if (event.type === "call") this.#open(event);
    const call = this.find(callId);
    if (!call) return;
    call.events.push(event);
    if (event.type !== "done") return;
    call.state = event.successful ? "successful" : "unsuccessful";
    call.note = event.note;
    call.durationMs = event.durationMs;
  }

  list(): PlacedCall[] {
    return this.#calls;
  }

  /** Without the events, which may be many. */
  summaries(): Omit<PlacedCall, "events">[] {
    return this.#calls.map((call) => {
      const { events: _, ...summary } = call;
      return summary;
    });
  }

  find(callId: string): PlacedCall | undefined {
    return this.#calls.find((call) => call.callId === callId);
  }

  ongoing(): number {
    return this.#calls.filter((call) => call.state === "ongoing").length;
  }

  clear(): void {
    this.#calls = this.#calls.filter((call) => call.state === "ongoing");
  }

  #open({ callId, startedAt, title, language, caller }: Extract<CallEvent, { type: "call" }>): void {
    const call: PlacedCall = {
      callId,
      startedAt,
      title,
      language,
      caller,
      state: "ongoing",
      note: "",
      durationMs: null,
      events: [],
    };
    const kept = this.#calls.filter((one, index) => index < KEPT - 1 || one.state === "ongoing");
    this.#calls = [call, ...kept];
  }
}
