import { useQuery } from "@tanstack/react-query";
import { ContactRound } from "lucide-react";
import { customersQuery } from "../api/customers.ts";
import { onlyBranch } from "../live/live-search.ts";
import { usePhoneFormat } from "../ui/phone.tsx";
import type { Target } from "./palette-targets.ts";
import { useSignedIn } from "./signed-in.tsx";

const MOST_SHOWN = 8;

/** The server searches: names are sealed, so nobody else can. */
export function useCustomerTargets(asked: string): Target[] {
  const format = usePhoneFormat();
  const { permissions } = useSignedIn().me;
  const isAsked = asked.length >= 2 && permissions.includes("customers:read");
  const found = useQuery({ ...customersQuery({ q: asked, limit: MOST_SHOWN }), enabled: isAsked });
  if (!isAsked) return [];
  return (found.data?.items ?? []).map(({ id, name, phone, email }) => ({
    id,
    label: name,
    note: phone ? format(phone) : (email ?? ""),
    icon: ContactRound,
    go: { to: `/app/customers/${id}`, search: onlyBranch },
  }));
}
