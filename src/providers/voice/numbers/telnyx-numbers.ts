import * as z from "zod";
import { err, ok } from "../../../domain/result.ts";
import { goneIsFine, readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import type { Carrier, OrderState } from "./port.ts";

const LIMIT = 20;
const found = z.looseObject({
  data: z
    .array(
      z.looseObject({
        phone_number: z.string(),
        cost_information: z
          .looseObject({ monthly_cost: z.string().nullish(), currency: z.string().nullish() })
          .nullish(),
        region_information: z.array(z.looseObject({ region_name: z.string().nullish() })).nullish(),
      }),
    )
    .max(1_000),
});
const ordered = z.looseObject({ data: z.looseObject({ id: z.string(), status: z.string().nullish() }) });
const owned = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })).max(100) });

/** As its orders and its webhooks name it. */
export function telnyxOrderState(status: string | null): OrderState {
  if (status === "success") return "done";
  return status === "failure" ? "failed" : "pending";
}

export function telnyxNumbers(ask: Ask): Carrier {
  return {
    async search({ country, areaCode, isTollFree }) {
      const query = new URLSearchParams({
        "filter[country_code]": country,
        "filter[phone_number_type]": isTollFree ? "toll_free" : "local",
        "filter[features][]": "voice",
        "filter[limit]": String(LIMIT),
        ...(areaCode === null ? {} : { "filter[national_destination_code]": areaCode }),
      });
      const answer = await readAnswer(
        found,
        ask({ method: "GET", path: `/v2/available_phone_numbers?${query.toString()}` }),
      );
      if (!answer.ok) return answer;
      return ok(
        answer.value.data.slice(0, LIMIT).map((each) => ({
          e164: each.phone_number,
          monthlyCost: each.cost_information?.monthly_cost ?? null,
          currency: each.cost_information?.currency ?? null,
          locality: each.region_information?.[0]?.region_name ?? null,
        })),
      );
    },
    /** Carried out later: what it is called is asked for when it is given back. */
    async order(e164) {
      const json = { phone_numbers: [{ phone_number: e164 }] };
      const answer = await readAnswer(ordered, ask({ method: "POST", path: "/v2/number_orders", json }));
      if (!answer.ok) return answer;
      const { id, status } = answer.value.data;
      if (status === "failure") return err({ reason: "refused", status: 422, message: "The order failed." });
      return ok({ carrierId: id, isPending: status !== "success" });
    },
    async look(orderId) {
      const path = `/v2/number_orders/${encodeURIComponent(orderId)}`;
      const answer = await readAnswer(ordered, ask({ method: "GET", path }));
      return answer.ok ? ok(telnyxOrderState(answer.value.data.status ?? null)) : answer;
    },
    async release(_orderId, e164) {
      const query = new URLSearchParams({ "filter[phone_number]": e164 });
      const mine = await readAnswer(owned, ask({ method: "GET", path: `/v2/phone_numbers?${query.toString()}` }));
      if (!mine.ok) return mine;
      const [only] = mine.value.data;
      return only ? goneIsFine(ask({ method: "DELETE", path: `/v2/phone_numbers/${only.id}` }), [404]) : ok(undefined);
    },
  };
}
