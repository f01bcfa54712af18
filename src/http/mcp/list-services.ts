import * as z from "zod";
import { branchView, serviceView } from "../../contracts/catalogue.ts";
import { branchId } from "../../domain/ids.ts";
import { type AskApi, defineTool, part } from "./tool.ts";

/** A business with more must name the branch. */
const MAX_BRANCHES = 10;

const branches = z.object({ items: z.array(branchView) });
const services = z.object({ items: z.array(serviceView) });

/** What an agent needs to book, and not the rules behind it. */
const listed = serviceView.pick({
  id: true,
  name: true,
  description: true,
  durationMinutes: true,
  priceMinor: true,
  currency: true,
});

export const listServices = defineTool({
  name: "list_services",
  title: "List branches and services",
  description: "What the business offers, and where. Its ids are what the other tools ask for.",
  permission: "catalogue:read",
  isReadOnly: true,
  input: z.strictObject({ branchId: branchId.optional().describe("All branches when left out, up to ten.") }),
  run: async (ask, { branchId: wanted }) => {
    const found = wanted
      ? await ask({ path: `/branches/${part(wanted)}` })
      : await ask({ path: "/branches", query: { limit: MAX_BRANCHES } });
    if (found.isError) return found;
    const places = wanted ? [branchView.parse(found.value)] : branches.parse(found.value).items;
    const items = await Promise.all(places.map((place) => withServices(ask, place)));
    return { isError: false, value: { branches: items } };
  },
});

async function withServices(ask: AskApi, { id, name, timeZone, language, address }: z.infer<typeof branchView>) {
  const found = services.safeParse((await ask({ path: "/services", query: { branchId: id, limit: 100 } })).value);
  const items = found.success ? found.data.items.map((service) => listed.parse(service)) : [];
  return { id, name, timeZone, language, address, services: items };
}
