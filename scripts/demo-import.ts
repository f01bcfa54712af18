import { toRfc3339 } from "../src/domain/time.ts";
import type { DemoAppointment } from "./seed/appointments.ts";
import type { Demo } from "./seed/demo.ts";

const BATCH = 100;
const TIME_ZONE = "Europe/Berlin";

type Answer = { imported: number; known: number; refused: { id: string; reason: string }[] };

/** Gives the demo's appointments to the branches' calendars, which own them. Known ones are skipped. */
export async function importAppointments(baseUrl: string, apiKey: string, demo: Demo): Promise<number> {
  let imported = 0;
  for (const { branchId, appointments } of demo.appointments) {
    for (let start = 0; start < appointments.length; start += BATCH) {
      const answer = await send(baseUrl, apiKey, branchId, appointments.slice(start, start + BATCH));
      if (answer.refused.length > 0) throw new Error(`the calendar refused ${JSON.stringify(answer.refused[0])}`);
      imported += answer.imported;
    }
  }
  return imported;
}

async function send(baseUrl: string, apiKey: string, branchId: string, batch: DemoAppointment[]): Promise<Answer> {
  const time = (instant: number) => toRfc3339(TIME_ZONE, instant);
  const appointments = batch.map(({ startsAt, endsAt, createdAt, ...rest }) => ({
    ...rest,
    startsAt: time(startsAt),
    endsAt: time(endsAt),
    createdAt: time(createdAt),
  }));
  const answer = await fetch(`${baseUrl}/api/v1/branches/${branchId}/appointments/import`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ appointments }),
  });
  if (!answer.ok) throw new Error(`import answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as Answer;
}
