import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";

/** `what` names the thing: "Copy phone number". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };

  return (
    <span className="inline-flex items-center">
      <IconButton small label={what} onClick={() => void copy().catch(() => setCopied(false))}>
        {copied ? <Check aria-hidden className="size-3.5 text-good" /> : <Copy aria-hidden className="size-3.5" />}
      </IconButton>
      <span role="status" className={copied ? "text-2xs font-medium text-good" : "sr-only"}>
        {copied ? t("copied") : ""}
      </span>
    </span>
  );
}
