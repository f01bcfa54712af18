/** The few runtime types that the bare Worker needs: this folder is type-checked for Node. */
declare module "cloudflare:workers" {
  type Row = Record<string, string | number | null>;

  export type ObjectState = {
    storage: {
      sql: { exec(query: string, ...bindings: (string | number)[]): { toArray(): Row[] } };
      transactionSync<T>(work: () => T): T;
    };
    acceptWebSocket(socket: WebSocket): void;
    getWebSockets(): WebSocket[];
  };

  export class DurableObject {
    protected readonly ctx: ObjectState;
    constructor(ctx: ObjectState, env: unknown);
  }
}

declare var WebSocketPair: new () => { 0: WebSocket; 1: WebSocket };
interface ResponseInit {
  webSocket?: WebSocket;
}
