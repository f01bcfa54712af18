import { useTranslations } from "use-intl";
import type { PhoneNumberView } from "../../contracts/phone-numbers.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";

/** Let it ring elsewhere, or give it back. */
export function NumberActions({ number: { id: numberId, e164, branchId } }: { number: PhoneNumberView }) {
  const t = useTranslations("numbers");
  const { branches } = useSignedIn().me;
  const assigning = useEdit({
    run: (to: string) =>
      ask("PATCH /api/v1/voice/numbers/{numberId}", { params: { numberId }, body: { branchId: to } }),
    stale: [["numbers"]],
  });
  return (
    <span className="flex items-center justify-end gap-2 max-sm:flex-wrap">
      {branches.length > 1 ? (
        <Select
          className="w-40"
          label={t("ringsFor", { number: e164 })}
          value={branchId as string}
          options={branches.map(({ id, name }) => ({ value: id as string, label: name }))}
          onChoose={assigning.send}
        />
      ) : null}
      <ConfirmButton
        renderButton={(open) => <Button onClick={open}>{t("release")}</Button>}
        title={t("releaseTitle", { number: e164 })}
        effect={t("releaseEffect")}
        act={t("release")}
        run={() => ask("DELETE /api/v1/voice/numbers/{numberId}", { params: { numberId } })}
        said={t("released")}
        stale={[["numbers"]]}
      />
      <Refusal error={assigning.error} />
    </span>
  );
}
