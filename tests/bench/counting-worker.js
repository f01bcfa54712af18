import product, { BranchCalendar as Calendar } from "../../src/index.ts";
import worker from "./product-worker.js";

export * from "../../src/index.ts";

let batches = 0;

/** The product, but it counts the D1 batches that its calendars send. Both share one isolate here. */
export class BranchCalendar extends Calendar {
  constructor(ctx, env) {
    super(ctx, { ...env, DB: counted(env.DB) });
  }
}

export default {
  ...product,
  fetch(request, env, ctx) {
    if (new URL(request.url).pathname === "/batches") return Response.json({ batches });
    return worker.fetch(request, env, ctx);
  },
};

function counted(database) {
  return new Proxy(database, {
    get(target, name) {
      if (name === "batch") batches++;
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
