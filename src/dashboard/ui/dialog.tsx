import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import type { DialogProps } from "./dialog-frame.tsx";
import { later } from "./later.tsx";
import { useLastKnown } from "./use-last-known.ts";

// A third of what many pages would load first.
export const loadDialogFrame = () => import("./dialog-frame.tsx");
const DialogFrame = later(async () => (await loadDialogFrame()).DialogFrame);

/** A question or a short form above the page; from below on a phone. */
export function Dialog(props: DialogProps) {
  const wasOpen = useLastKnown(props.open || undefined);
  return wasOpen ? <DialogFrame {...props} /> : null;
}

type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  /** A question that names the effect: "Remove Anna Keller from the team?" */
  title: string;
  effect: ReactNode;
  /** The verb, never "OK". */
  act: string;
  onConfirm: () => void;
  pending?: boolean;
  /** For what cannot be taken back: the word to type first. */
  typed?: string;
  error?: ReactNode;
  children?: ReactNode;
};

export function ConfirmDialog({
  open,
  onClose,
  title,
  effect,
  act,
  onConfirm,
  pending = false,
  typed,
  error,
  children,
}: ConfirmProps) {
  const t = useTranslations("common");
  const [text, setText] = useState("");
  const ready = typed === undefined || text.trim() === typed;
  const foot = (
    <>
      <Button onClick={onClose}>{t("keep")}</Button>
      <Button variant="danger" disabled={!ready || pending} onClick={onConfirm}>
        {act}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={title} description={effect} foot={foot}>
      {typed === undefined ? null : (
        <label className="flex flex-col gap-1.5 text-sm">
          {t("typeToConfirm", { word: typed })}
          <input
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-h-9 rounded-md border border-control bg-raised px-2.5 text-base"
          />
        </label>
      )}
      <div className="flex flex-col gap-3">
        {children}
        {error}
      </div>
    </Dialog>
  );
}
