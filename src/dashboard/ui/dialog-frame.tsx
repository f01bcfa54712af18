import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  wide?: boolean;
  /** The buttons at its foot, the one that acts last. */
  foot?: ReactNode;
  children?: ReactNode;
};

/** What a form begins with; a question without one begins at its close button. */
const FIRST = "input, select, textarea, button";

/** What a dialog looks like, with the machinery that keeps the keyboard inside. */
export function DialogFrame({ open, onClose, title, description, wide = false, foot, children }: DialogProps) {
  const t = useTranslations("common");
  const content = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={() => content.current?.querySelector<HTMLElement>(FIRST) ?? true}
          className={classNames(
            "fixed z-50 flex flex-col bg-raised shadow-pop outline-none transition-[scale,translate,opacity] duration-200",
            "max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t-xl max-sm:data-ending-style:translate-y-full max-sm:data-starting-style:translate-y-full",
            "sm:top-1/2 sm:left-1/2 sm:max-h-[88dvh] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl sm:data-ending-style:scale-98 sm:data-ending-style:opacity-0 sm:data-starting-style:scale-98 sm:data-starting-style:opacity-0",
            wide ? "sm:w-160" : "sm:w-112",
          )}
        >
          <header className="flex items-start gap-3 pt-5 pr-3 pb-3 pl-5">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-xl font-semibold wrap-anywhere">{title}</Base.Title>
              {description ? (
                <Base.Description render={<div />} className="mt-1 text-base text-ink-soft">
                  {description}
                </Base.Description>
              ) : null}
            </div>
            <Base.Close render={<IconButton label={t("close")} />}>
              <X aria-hidden className="size-4.5" />
            </Base.Close>
          </header>
          <div ref={content} className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">
            {children}
          </div>
          {foot ? (
            <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t border-line bg-sunken px-5 py-3">
              {foot}
            </footer>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
