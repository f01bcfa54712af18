import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Archive, ArchiveRestore, ArrowLeft, Hand, Play, UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { teamQuery } from "../api/team.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Select } from "../ui/select.tsx";
import type { useConversationActs } from "./use-conversation-acts.ts";
import { useWho } from "./use-who.ts";

const NameSenderDialog = later(async () => (await import("./name-sender-dialog.tsx")).NameSenderDialog);

type Acts = ReturnType<typeof useConversationActs>;
type Props = { conversation: ConversationDetail; acts: Acts; mayWrite: boolean; onBack: () => void };

/** Who it is with, and who takes care of it. */
export function ConversationHead({ conversation, acts, mayWrite, onBack }: Props) {
  const t = useTranslations("inbox");
  const who = useWho(conversation);
  const { customer, address, isPaused } = conversation;
  return (
    <header className="border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="lg:hidden">
          <IconButton label={t("back")} onClick={onBack}>
            <ArrowLeft aria-hidden className="size-4" />
          </IconButton>
        </span>
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="text-base font-semibold wrap-anywhere">
            {customer ? (
              <Link
                to="/app/customers/$customerId"
                params={{ customerId: customer.id }}
                search={onlyBranch}
                className="hover:underline"
              >
                {who}
              </Link>
            ) : (
              who
            )}
          </h2>
          {customer && address ? (
            <p className="text-xs text-ink-soft wrap-anywhere">
              <PhoneNumber phone={address} />
            </p>
          ) : null}
        </div>
        {mayWrite ? <HeadActs conversation={conversation} acts={acts} /> : null}
      </div>
      {isPaused ? (
        <p className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t("pausedEffect")}</p>
      ) : null}
    </header>
  );
}

function HeadActs({ conversation, acts }: { conversation: ConversationDetail; acts: Acts }) {
  const t = useTranslations("inbox");
  const { isPaused, status } = conversation;
  const isClosed = status === "closed";
  const takeOver = () => acts.change({ isPaused: !isPaused });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {conversation.customer === null ? <WhoIsIt conversation={conversation} /> : null}
      <Owner conversation={conversation} acts={acts} />
      <Button disabled={acts.isPending} onClick={takeOver}>
        {isPaused ? <Play aria-hidden className="size-4" /> : <Hand aria-hidden className="size-4" />}
        {isPaused ? t("letGo") : t("takeOver")}
      </Button>
      <Button disabled={acts.isPending} onClick={() => acts.change({ status: isClosed ? "open" : "closed" })}>
        {isClosed ? <ArchiveRestore aria-hidden className="size-4" /> : <Archive aria-hidden className="size-4" />}
        {isClosed ? t("reopen") : t("close")}
      </Button>
    </div>
  );
}

function WhoIsIt({ conversation }: { conversation: ConversationDetail }) {
  const t = useTranslations("inbox");
  const { permissions } = useSignedIn().me;
  const [isOpen, setOpen] = useState(false);
  if (!permissions.includes("customers:write")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UserRoundPlus aria-hidden className="size-4" /> {t("who.open")}
      </Button>
      {isOpen ? <NameSenderDialog conversation={conversation} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const NOBODY = "nobody";

function Owner({ conversation: { ownerId }, acts }: { conversation: ConversationDetail; acts: Acts }) {
  const t = useTranslations("inbox");
  const { permissions } = useSignedIn().me;
  const team = useQuery({ ...teamQuery, enabled: permissions.includes("team:read") }).data ?? [];
  if (team.length === 0) return null;
  const active = team.filter(({ id, status }) => status === "active" || id === ownerId);
  const options = active.map(({ id, name }) => ({ value: id as string, label: name }));
  return (
    <Select
      label={t("owner")}
      className="sm:w-44"
      value={ownerId ?? NOBODY}
      options={[{ value: NOBODY, label: t("nobody") }, ...options]}
      disabled={acts.isPending}
      onChoose={(chosen) => {
        const owner = team.find(({ id }) => id === chosen)?.id ?? null;
        acts.change({ ownerId: owner });
      }}
    />
  );
}
