import { createMiddleware } from "hono/factory";
import { inertPolicy, REPORTING_ENDPOINTS } from "../../pages/content-security-policy.ts";
import type { AppEnv } from "../app-env.ts";

const UNUSED_FEATURES = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];

/** What every answer carries, whatever it is. Pages put their own policy in the place of the inert one. */
const HEADERS: [name: string, value: string][] = [
  ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
  ["Content-Security-Policy", inertPolicy],
  ["Reporting-Endpoints", REPORTING_ENDPOINTS],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Permissions-Policy", UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", ")],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Origin-Agent-Cluster", "?1"],
  ["X-Permitted-Cross-Domain-Policies", "none"],
];

/** Set before the answer is made, which costs less than to change it afterwards. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  for (const [name, value] of HEADERS) c.header(name, value);
  await next();
});
