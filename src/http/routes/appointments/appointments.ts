import { createApi } from "../../api.ts";
import { bookRoutes } from "./book.ts";
import { changeRoutes } from "./change.ts";
import { readRoutes } from "./read.ts";
import { settleRoutes } from "./settle.ts";

export const appointmentRoutes = createApi();
for (const routes of [bookRoutes, readRoutes, changeRoutes, settleRoutes]) appointmentRoutes.route("/", routes);
