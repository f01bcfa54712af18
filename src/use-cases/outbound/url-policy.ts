import type { UrlPolicy } from "../../domain/outbound/endpoint-url.ts";
import { configOf } from "../../env.ts";

/** The sandbox's receiver is on localhost, so a development machine may be told of it. */
export function urlPolicy(env: Env): UrlPolicy {
  const { PUBLIC_URL, ENVIRONMENT } = configOf(env);
  return { ownHost: new URL(PUBLIC_URL).hostname, allowsLocalhost: ENVIRONMENT === "development" };
}
