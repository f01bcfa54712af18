import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { apiKeysQuery, teamQuery } from "../api/business.ts";
import { useSignedIn } from "../app/signed-in.tsx";

/** Who did it: a member of the team or a key by its name, other software and callers by their kind. */
export function useActorName(): (actor: string) => string {
  const t = useTranslations("audit.actors");
  const { permissions } = useSignedIn().me;
  const team = useQuery({ ...teamQuery, enabled: permissions.includes("team:read") }).data ?? [];
  const keys = useQuery({ ...apiKeysQuery({}), enabled: permissions.includes("api-keys:read") }).data?.items ?? [];
  const names = new Map<string, string>([...team, ...keys].map(({ id, name }) => [id, name]));
  return (actor) => {
    const kind = (actor.split("_")[0] ?? "") as "usr"; // a known one stands for all
    return names.get(actor) ?? (t.has(kind) ? t(kind) : actor);
  };
}
