import { ImagePlus } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { BrandingView } from "../../contracts/branding.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { readPicture } from "./read-picture.ts";

const STALE = [["branding"]];

export function LogoCard({ branding: { logoUrl } }: { branding: BrandingView }) {
  const t = useTranslations("settings");
  const mayWrite = useSignedIn().me.permissions.includes("catalogue:write");
  const input = useRef<HTMLInputElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const saving = useEdit({
    run: (data: string) => ask("PUT /api/v1/branding/logo", { body: { data } }),
    stale: STALE,
  });
  const removing = useEdit({ run: (_go: "go") => ask("DELETE /api/v1/branding/logo"), stale: STALE });
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = ""; // the same file may be chosen again
    if (!file) return;
    setUnreadable(false);
    readPicture(file).then(saving.send, () => setUnreadable(true));
  };
  const isPending = saving.isPending || removing.isPending;
  return (
    <Card title={t("logo")}>
      <p className="mb-4 text-sm text-ink-soft">{t("logoWhy")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <span className="grid size-18 shrink-0 place-items-center overflow-hidden rounded-lg border border-line bg-raised">
          {logoUrl ? (
            <img src={new URL(logoUrl).pathname} alt={t("logo")} className="size-full bg-white object-contain" />
          ) : (
            <ImagePlus aria-hidden className="size-6 text-ink-faint" />
          )}
        </span>
        <input ref={input} type="file" accept="image/*" aria-label={t("logo")} hidden onChange={choose} />
        <Button disabled={!mayWrite || isPending} onClick={() => input.current?.click()}>
          {t(logoUrl ? "changeLogo" : "chooseLogo")}
        </Button>
        {logoUrl ? (
          <Button variant="quiet" disabled={!mayWrite || isPending} onClick={() => removing.send("go")}>
            {t("removeLogo")}
          </Button>
        ) : null}
      </div>
      {isUnreadable ? (
        <p role="alert" className="mt-3 text-sm text-bad">
          {t("noPicture")}
        </p>
      ) : (
        <Refusal error={saving.error ?? removing.error} />
      )}
    </Card>
  );
}
