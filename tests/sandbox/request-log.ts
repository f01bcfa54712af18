const KEPT = 200;
const BODY_LIMIT = 4_000;

/** One request that the product made to a vendor. */
export type LoggedRequest = {
  at: number;
  vendor: string;
  method: string;
  path: string;
  body: string;
  /** Null when the connection was cut. */
  status: number | null;
  ms: number;
  fault: string | null;
  /** False: the sandbox does not play this path. */
  played: boolean;
};

/** The last requests to any vendor, newest first. Credentials live in headers, and headers are not kept. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    const body = entry.body.length > BODY_LIMIT ? `${entry.body.slice(0, BODY_LIMIT)}…` : entry.body;
    this.#entries = [{ ...entry, body }, ...this.#entries].slice(0, KEPT);
  }

  list(vendor?: string): LoggedRequest[] {
    return this.#entries.filter((entry) => vendor === undefined || entry.vendor === vendor);
  }

  clear(): void {
    this.#entries = [];
  }
}
