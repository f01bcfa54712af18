import type { DeskRefusal } from "../../../use-cases/voice/desk/refusal.ts";
import { refusal, security } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import type { Problem } from "../../problem.ts";

const common = { tags: ["Voice agents"], security };
export const reading = { ...common, middleware: requirePermission("voice:read") };
export const writing = { ...common, middleware: requirePermission("voice:write") };
export const conflict = { 409: refusal("It cannot be done; `code` tells why.") };

export function deskProblem(refused: DeskRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} are possible.` };
    default:
      return refused satisfies never;
  }
}
