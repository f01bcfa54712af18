import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { faultFacts, log } from "../log.ts";
import { retellRoutes } from "../webhooks/retell/routes.ts";
import { createApi, MAX_API_BODY_BYTES } from "./api.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { limitApi } from "./middleware/limit-api.ts";
import { noStore } from "./middleware/no-store.ts";
import { requestId } from "./middleware/request-id.ts";
import { sameOrigin } from "./middleware/same-origin.ts";
import { describeApi } from "./openapi/describe-api.ts";
import { type Problem, problemResponse } from "./problem.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { appointmentRoutes } from "./routes/appointments/appointments.ts";
import { availabilityRoutes } from "./routes/availability.ts";
import { bookingRoutes } from "./routes/booking.ts";
import { busyRoutes } from "./routes/busy.ts";
import { callRoutes } from "./routes/calls.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { dashboardRoutes } from "./routes/dashboard.ts";
import { groupRoutes } from "./routes/groups/change.ts";
import { packageRoutes } from "./routes/groups/packages.ts";
import { seriesRoutes } from "./routes/groups/series.ts";
import { healthRoutes } from "./routes/health.ts";
import { holdRoutes } from "./routes/holds.ts";
import { identityRoutes } from "./routes/identity.ts";
import { importRoutes } from "./routes/imports.ts";
import { liveRoutes } from "./routes/live.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { waitlistRoutes } from "./routes/waitlist.ts";

const limitBody = bodyLimit({
  maxSize: MAX_API_BODY_BYTES,
  onError: (c) =>
    problemResponse(c, {
      status: 413,
      code: "too_large",
      title: `The body is larger than ${MAX_API_BODY_BYTES} bytes.`,
    }),
});

function createV1() {
  const api = createApi();
  api.use(noStore, sameOrigin, authenticate, limitApi, limitBody);
  for (const routes of [
    availabilityRoutes,
    seriesRoutes,
    groupRoutes,
    packageRoutes,
    bookingRoutes,
    holdRoutes,
    appointmentRoutes,
    busyRoutes,
    waitlistRoutes,
    callRoutes,
    catalogueRoutes,
    importRoutes,
    apiKeyRoutes,
    operationsRoutes,
  ]) {
    api.route("/", routes);
  }
  return api;
}

/** The whole HTTP surface. Webhooks and sockets come first: they must not pass the middleware of pages. */
export function createApp() {
  const app = createApi();
  app.use(requestId);
  app.onError((error, c) => {
    const unreadable = error instanceof HTTPException ? unreadableBody(error) : null;
    if (unreadable) return problemResponse(c, unreadable);
    log("error", "request_failed", { requestId: c.get("requestId"), path: c.req.routePath, ...faultFacts(error) });
    return problemResponse(c, { status: 500, code: "internal", title: "Something went wrong on our side." });
  });
  app.notFound((c) => problemResponse(c, { status: 404, code: "not_found", title: "There is nothing here." }));

  app.route("/webhooks/retell", retellRoutes);
  app.route("/live", liveRoutes);
  app.use(pageHeaders);
  app.route("/", healthRoutes);
  app.route("/", identityRoutes);
  app.route("/api/v1", createV1());
  describeApi(app);
  app.route("/", dashboardRoutes);
  return app;
}

/** What the framework throws for a body that it cannot read. Null: a fault of ours. */
function unreadableBody({ status }: HTTPException): Problem | null {
  if (status === 400) return { status, code: "malformed_json", title: "The body is not JSON." };
  if (status === 415) return { status, code: "unsupported_media_type", title: "Send application/json." };
  return null;
}

// Pages set their own CSP; here is what every answer carries.
const pageHeaders = secureHeaders({
  strictTransportSecurity: "max-age=31536000; includeSubDomains",
  xFrameOptions: "DENY",
  referrerPolicy: "strict-origin-when-cross-origin",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
});
