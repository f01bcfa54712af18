import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";
import { beginShowing, toasts } from "./toast.ts";

/** Mounted once, by the shell. `notify` speaks to it. */
export function Toaster() {
  const t = useTranslations("common");
  // Out here it runs after the provider's own effect, which begins to listen.
  useEffect(() => beginShowing(), []);
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Viewport
        aria-label={t("notices")}
        className="fixed inset-x-3 bottom-18 z-60 flex flex-col-reverse gap-2 sm:left-auto sm:w-96 lg:right-5 lg:bottom-5"
      >
        <Notices />
      </Toast.Viewport>
    </Toast.Provider>
  );
}

function Notices() {
  const t = useTranslations("common");
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => {
    const Icon = toast.type === "bad" ? CircleAlert : CircleCheck;
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        className="rounded-lg bg-raised shadow-pop transition-[opacity,translate] data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Toast.Content className="flex items-center gap-2.5 py-2 pr-2 pl-3.5">
          <Icon aria-hidden className={toast.type === "bad" ? "size-4.5 text-bad" : "size-4.5 text-good"} />
          <div className="min-w-0 flex-1 py-1">
            <Toast.Title className="text-sm font-semibold" />
            <Toast.Description className="text-sm text-ink-soft" />
          </div>
          {toast.actionProps ? (
            <Toast.Action className="min-h-9 rounded-md px-2.5 text-sm font-semibold text-accent hover:bg-hover pointer-coarse:min-h-11" />
          ) : null}
          <Toast.Close render={<IconButton label={t("close")} />}>
            <X aria-hidden className="size-4" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
