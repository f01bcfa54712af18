import * as z from "zod";
import { connectionView } from "../../../contracts/connections.ts";
import { connectionId } from "../../../domain/ids.ts";
import type { ConnectionRefusal } from "../../../use-cases/connections/change-connections.ts";
import { commonRefusals, json, refusal, security } from "../../api.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import type { Problem } from "../../problem.ts";

export const reading = { tags: ["Connections"], security, middleware: requirePermission("connections:read") };
export const writing = {
  tags: ["Connections"],
  security: [{ session: [] }],
  middleware: requirePermission("connections:write"),
};
/** What brings a vendor's credential in: whoever puts theirs in place reads the business's calls from then on. */
export const credentials = { ...writing, middleware: [requirePermission("connections:write"), requireStepUp] };
export const one = z.object({ connectionId });
export const shown = { 200: json(connectionView, "The connection, without its credential."), ...commonRefusals };
export const conflict = { 409: refusal("It cannot be done; `code` tells why.") };

export function connectionProblem(refused: ConnectionRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} connections are possible.` };
    case "other_vendor":
      return { status: 409, code: refused.reason, title: `This is a connection to ${refused.provider}.` };
    default:
      return refused satisfies never;
  }
}
