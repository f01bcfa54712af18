import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { TroubleView } from "../../contracts/calendar-sync.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { buttonClass } from "../ui/button.tsx";
import { AttentionRow } from "./attention-row.tsx";

/** A calendar outside that needs a person. */
export function TroubleRow({ trouble }: { trouble: TroubleView }) {
  return (
    <PageTexts of={["trouble"]}>
      <Row trouble={trouble} />
    </PageTexts>
  );
}

function Row({ trouble: { kind, provider, name, count } }: { trouble: TroubleView }) {
  const t = useTranslations("trouble");
  const { branch } = useSignedIn();
  const notes = { broken: t("brokenNote"), failing: t("failingNote"), given_up: t("givenUpNote", { count }) };
  return (
    <AttentionRow
      tone={kind === "broken" ? "bad" : "warn"}
      badge={t(`kinds.${kind}`)}
      title={`${t(`providers.${provider}`)} · ${name}`}
      note={notes[kind]}
    >
      <Link
        to="/app/integrations"
        search={{ branch: branch.id }}
        className={buttonClass(kind === "broken" ? "primary" : "secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
      >
        {kind === "broken" ? t("connectAgain") : t("look")}
      </Link>
    </AttentionRow>
  );
}
