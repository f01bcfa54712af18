import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";

export type SheetProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  subtitle?: ReactNode;
  children: ReactNode;
};

/** What a sheet looks like, with the machinery that keeps the keyboard inside. */
export function SheetFrame({ open, onClose, title, subtitle, children }: SheetProps) {
  const t = useTranslations("common");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed z-50 flex flex-col bg-raised shadow-pop outline-none transition-[translate,opacity] duration-260 ease-out max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-t-xl max-sm:data-ending-style:translate-y-full max-sm:data-starting-style:translate-y-full sm:inset-y-2 sm:right-2 sm:w-108 sm:rounded-xl sm:data-ending-style:translate-x-8 sm:data-ending-style:opacity-0 sm:data-starting-style:translate-x-8 sm:data-starting-style:opacity-0">
          <header className="flex items-start gap-3 border-b border-line py-4 pr-3 pl-5">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-xl font-semibold wrap-anywhere">{title}</Dialog.Title>
              {subtitle ? (
                <Dialog.Description render={<div />} className="mt-1 text-base text-ink-soft">
                  {subtitle}
                </Dialog.Description>
              ) : null}
            </div>
            <Dialog.Close render={<IconButton label={t("close")} />}>
              <X aria-hidden className="size-4.5" />
            </Dialog.Close>
          </header>
          <div
            tabIndex={0}
            role="region"
            aria-label={t("details")}
            className="min-h-0 flex-1 overflow-y-auto px-5 py-4 -outline-offset-2"
          >
            {children}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
