export * from "./appointments.ts";
export * from "./catalogue.ts";
export * from "./customers.ts";
export * from "./idempotency.ts";
export * from "./identity.ts";
export * from "./operations.ts";
export * from "./tenants.ts";
export * from "./voice.ts";
