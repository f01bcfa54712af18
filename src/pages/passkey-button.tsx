import type { Language } from "../domain/language.ts";
import { secondFactorTexts } from "./second-factor-texts.ts";

type PasskeyButtonProps = { purpose: "sign-in" | "second-factor"; next: string; language: Language; label: string };

/** Hidden until the script has found that the browser can do it: without script the form above is enough. */
export function PasskeyButton({ purpose, next, language, label }: PasskeyButtonProps) {
  const texts = secondFactorTexts[language];
  return (
    <div class="passkey" data-passkey={purpose} data-next={next} hidden>
      <p class="or">
        <span>{texts.or}</span>
      </p>
      <div class="alert" role="alert" data-passkey-error hidden>
        {texts.errors.passkey_failed}
      </div>
      <button type="button" class="quiet">
        {label}
      </button>
    </div>
  );
}
