import { createApi } from "../../api.ts";
import { factorRoutes } from "./factors.ts";
import { feedbackRoutes } from "./feedback.ts";
import { impersonationRoutes } from "./impersonation.ts";
import { pageErrorRoutes } from "./page-errors.ts";
import { passkeyRoutes } from "./passkeys.ts";
import { pushRoutes } from "./push.ts";
import { securityRoutes } from "./security.ts";
import { sessionRoutes } from "./sessions.ts";
import { stepUpRoutes } from "./step-up.ts";

/** Sessions, factors and step-up of whoever is signed in; what the business demands; operators' visits. */
export const accountRoutes = createApi();

for (const routes of [
  sessionRoutes,
  factorRoutes,
  feedbackRoutes,
  pushRoutes,
  passkeyRoutes,
  stepUpRoutes,
  securityRoutes,
  impersonationRoutes,
  pageErrorRoutes,
]) {
  accountRoutes.route("/", routes);
}
