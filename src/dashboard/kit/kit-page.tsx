import { Inbox } from "lucide-react";
import { ApiError } from "../api/api-error.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { KitButtons } from "./kit-buttons.tsx";
import { KitColours } from "./kit-colours.tsx";
import { KitFields, KitForm } from "./kit-fields.tsx";
import { KitOverlays } from "./kit-overlays.tsx";
import { KitTables } from "./kit-tables.tsx";

const FAILURE = new ApiError({ kind: "server", status: 500, code: "internal", requestId: "web-0123456789abcdef" });

/** Every component in every state, for those who build pages. In English: it is for developers. */
export function KitPage() {
  return (
    <Page title="Kit" subtitle="Every component in every state. How to use them: docs/guides/dashboard.md">
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <KitColours />
        <KitButtons />
        <KitFields />
        <KitForm />
        <KitOverlays />
        <KitTables />
        <Card title="Empty">
          <EmptyState icon={Inbox} title="Nothing here yet">
            What it is, why it is empty, and one thing to do.
          </EmptyState>
        </Card>
        <Card title="Failure">
          <FailureNotice error={FAILURE} onRetry={() => {}} />
        </Card>
        <Card title="Loading">
          {/* Tests wait until nothing loads any more; this is for show. */}
          <div data-sample>
            <SkeletonRows rows={3} className="h-9" label="Loading" />
          </div>
        </Card>
      </div>
    </Page>
  );
}
