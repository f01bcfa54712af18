import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { reportError } from "./api/report-error.ts";
import { createQueryClient } from "./app/query-client.ts";
import { noteAct, wasRecently } from "./app/recently.ts";
import { createAppRouter } from "./app/router.tsx";
import { LocaleProvider } from "./i18n/locale-provider.tsx";
import { registerWorker } from "./pwa/register-worker.ts";
import "./styles/main.css";

/** What the first page needs comes first. */
const WORKER_DELAY_MS = 2_000;

// A page that was open during a deployment asks for files that are gone: the new page has the new ones.
addEventListener("vite:preloadError", reloadOnce);
addEventListener("error", ({ error }) => reportError(error));
addEventListener("unhandledrejection", ({ reason }) => reportError(reason));

if (import.meta.env.PROD) addEventListener("load", () => setTimeout(() => void registerWorker(), WORKER_DELAY_MS));

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const router = createAppRouter();
// Fetches the page's code while the messages are still on their way.
void router.load();

createRoot(root, { onCaughtError: reportError }).render(
  <StrictMode>
    {/* The policy allows no inline styles; ours are in files. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={createQueryClient()}>
        <LocaleProvider>
          <RouterProvider router={router} />
        </LocaleProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);

function reloadOnce(): void {
  if (wasRecently("reload")) return;
  noteAct("reload");
  location.reload();
}
