import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageTemplate } from "../../contracts/message-settings.ts";
import { wordingsQuery } from "../api/messages.ts";
import { Badge } from "../ui/badge.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useMessageWords } from "./use-message-words.ts";

const WordingDialog = later(async () => (await import("./wording-dialog.tsx")).WordingDialog);

/** Every message's words, one language at a time. */
export function Wordings() {
  const t = useTranslations("messages.wordings");
  const [language, setLanguage] = useState<"de" | "en">("de");
  const [edited, setEdited] = useState<MessageTemplate | null>(null);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">{t("about")}</p>
        <Segmented
          label={t("language")}
          value={language}
          options={(["de", "en"] as const).map((value) => ({ value, label: t(value) }))}
          onChoose={setLanguage}
        />
      </div>
      <Loaded query={useQuery(wordingsQuery)} rows={6}>
        {(all) => (
          <div className="grid gap-4 lg:grid-cols-2">
            {all
              .filter((each) => each.language === language)
              .map((each) => (
                <WordingCard key={`${each.kind}/${each.channel}`} wording={each} onEdit={() => setEdited(each)} />
              ))}
          </div>
        )}
      </Loaded>
      {edited ? <Editor wording={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

/** Beside what the same message says in the other language, so that both say the same. */
function Editor({ wording, onClose }: { wording: MessageTemplate; onClose: () => void }) {
  const all = useQuery(wordingsQuery).data ?? [];
  const { kind, channel, language } = wording;
  const other = all.find((each) => each.kind === kind && each.channel === channel && each.language !== language);
  return <WordingDialog wording={wording} other={other ?? null} onClose={onClose} />;
}

function WordingCard({ wording, onEdit }: { wording: MessageTemplate; onEdit: () => void }) {
  const t = useTranslations("messages.wordings");
  const words = useMessageWords();
  const title = `${words.kind(wording.kind)} · ${t(wording.channel)}`;
  return (
    <Card title={title}>
      <div className="flex flex-col items-start gap-3">
        {wording.subject ? <p className="text-sm font-semibold wrap-anywhere">{wording.subject}</p> : null}
        <p className="text-sm whitespace-pre-wrap wrap-anywhere">{wording.text}</p>
        <div className="flex flex-wrap items-center gap-3">
          <button
            type="button"
            className="min-h-6 text-sm font-medium text-accent underline-offset-3 hover:underline"
            aria-label={`${t("edit")}: ${title}`}
            onClick={onEdit}
          >
            {t("edit")}
          </button>
          {wording.isOwn ? <Badge tone="accent">{t("own")}</Badge> : null}
        </div>
      </div>
    </Card>
  );
}
