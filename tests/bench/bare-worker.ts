import { DurableObject, type ObjectState } from "cloudflare:workers";

type Stub = {
  [Method in "constant" | "select" | "insert" | "tell"]: (...args: Parameters<Bare[Method]>) => Promise<unknown>;
} & { fetch(request: Request): Promise<Response> };
type BareEnv = { BARE: { idFromName(name: string): object; get(id: object): Stub } };

const OK = JSON.stringify({ ok: true });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What the product has on its calendar when it is asked for a day: six appointments on each of sixty. */
const SEEDED_DAYS = 60;
const SEEDED_A_DAY = 6;

/** The least that any design of bookings in Durable Objects must do: what the product's speed is a ratio of. */
export class Bare extends DurableObject {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: ObjectState, env: unknown) {
    super(ctx, env);
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS blocks (
        calendar TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, owner TEXT NOT NULL,
        PRIMARY KEY (calendar, start, owner)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS days (start INTEGER NOT NULL, end INTEGER NOT NULL, owner TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS days_start ON days (start)`);
    if (this.#sql.exec("SELECT 1 FROM days LIMIT 1").toArray().length === 0) this.#fillDays();
  }

  constant(): string {
    return OK;
  }

  /** One indexed SELECT of a day. */
  select(day: number): unknown[] {
    const start = day * DAY;
    return this.#sql.exec("SELECT * FROM days WHERE start >= ? AND start < ?", start, start + DAY).toArray();
  }

  /** One overlap SELECT and one INSERT, atomic. */
  insert(calendar: string, start: number, end: number, owner: string): boolean {
    return this.ctx.storage.transactionSync(() => {
      const taken = this.#sql
        .exec(
          "SELECT 1 FROM blocks WHERE calendar = ? AND start > ? AND start < ? AND end > ? LIMIT 1",
          calendar,
          start - DAY,
          end,
          start,
        )
        .toArray();
      if (taken.length > 0) return false;
      this.#sql.exec("INSERT INTO blocks VALUES (?, ?, ?, ?)", calendar, start, end, owner);
      return true;
    });
  }

  /** What `insert` does, and a frame to every socket. */
  tell(frame: string, ...slot: Parameters<Bare["insert"]>): boolean {
    if (!this.insert(...slot)) return false;
    for (const socket of this.ctx.getWebSockets()) socket.send(frame);
    return true;
  }

  /** A hibernating socket, greeted. */
  fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.send("{}");
    return new Response(null, { status: 101, webSocket: client });
  }

  #fillDays(): void {
    for (let index = 0; index < SEEDED_DAYS * SEEDED_A_DAY; index++) {
      const start = Math.floor(index / SEEDED_A_DAY) * DAY + (index % SEEDED_A_DAY) * HOUR;
      this.#sql.exec("INSERT INTO days VALUES (?, ?, ?)", start, start + HOUR, crypto.randomUUID());
    }
  }
}

export default {
  async fetch(request: Request, env: BareEnv): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    // What is asked stands in the body, so no design can answer without reading it.
    const body = request.method === "POST" ? await request.text() : "";
    const object = env.BARE.get(env.BARE.idFromName(searchParams.get("object") ?? "one"));
    const calendar = searchParams.get("calendar") ?? "";
    const start = Number(searchParams.get("start"));
    switch (pathname) {
      case "/constant":
        return answer(String(await object.constant()));
      case "/select":
        return answer(JSON.stringify({ ok: true, blocks: await object.select(Number(searchParams.get("day"))) }));
      case "/insert": {
        const ok = await object.insert(calendar, start, Number(searchParams.get("end")), crypto.randomUUID());
        return answer(JSON.stringify({ ok }));
      }
      case "/tell": {
        const slot = [calendar, start, Number(searchParams.get("end")), crypto.randomUUID()] as const;
        return answer(JSON.stringify({ ok: await object.tell(body, ...slot) }));
      }
      case "/live":
        return object.fetch(request);
      default:
        return new Response(null, { status: 404 });
    }
  },
};

function answer(body: string): Response {
  return new Response(body, { headers: { "content-type": "application/json" } });
}
