import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { appointmentView } from "../../../contracts/booking.ts";
import type { Settlement } from "../../../domain/booking/commands.ts";
import { sealReason } from "../../../use-cases/booking/seal-reason.ts";
import { createApi, json } from "../../api.ts";
import { changeAppointment, viewOf } from "./change-appointment.ts";
import { changeRefusals, changing, writing } from "./definitions.ts";

const nothing = z.strictObject({});

function settling<Path extends string, Body extends z.ZodType>(path: Path, summary: string, input: Body) {
  return createRoute({
    method: "post",
    path: `/appointments/{appointmentId}/${path}` as const,
    summary,
    ...writing,
    request: changing(input),
    responses: { 200: json(appointmentView, "The appointment as it is now."), ...changeRefusals },
  });
}

const decline = settling(
  "decline",
  "Turn a request down",
  z.strictObject({ reason: z.string().trim().max(300).optional() }),
);

/** Routes whose whole input is the appointment. */
const plain = [
  { do: "accept", route: settling("accept", "Accept a request", nothing) },
  { do: "check_in", route: settling("check-in", "The customer is there", nothing) },
  { do: "complete", route: settling("complete", "It took place", nothing) },
  { do: "no_show", route: settling("no-show", "The customer did not come", nothing) },
] as const satisfies { do: Settlement["do"]; route: unknown }[];

export const settleRoutes = createApi().openapi(decline, async (c) => {
  const { appointmentId } = c.req.valid("param");
  const input = c.req.valid("json");
  const change = { appointmentId, action: "decline", input };
  const settled = await changeAppointment(c, change, async (calendar, ref, by, vault) => {
    const reason = await sealReason(vault, appointmentId, input.reason);
    return calendar.settle(ref, { ...by, appointmentId, action: { do: "decline", reason } });
  });
  return settled.ok ? c.json(await viewOf(settled.value), 200) : settled.error;
});

for (const { do: what, route } of plain) {
  settleRoutes.openapi(route, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const settled = await changeAppointment(c, { appointmentId, action: what, input: {} }, (calendar, ref, by) =>
      calendar.settle(ref, { ...by, appointmentId, action: { do: what } }),
    );
    return settled.ok ? c.json(await viewOf(settled.value), 200) : settled.error;
  });
}
