import { useState } from "react";
import { openHelp, openPalette } from "../app/shortcuts-state.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog, Dialog } from "../ui/dialog.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { Card } from "../ui/page.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { notify } from "../ui/toast.ts";

type Open = "dialog" | "confirm" | "typed" | "sheet" | null;
const loadMenu = async () => (await import("./kit-menu.tsx")).KitMenu;

export function KitOverlays() {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const undo = { label: "Undo", run: () => notify({ title: "Taken back" }) };
  return (
    <Card title="Overlays">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen("dialog")}>Dialog</Button>
        <Button onClick={() => setOpen("confirm")}>Effect named</Button>
        <Button onClick={() => setOpen("typed")}>Typed confirmation</Button>
        <Button onClick={() => setOpen("sheet")}>Sheet</Button>
        <Button onClick={() => notify({ title: "Saved" })}>Toast</Button>
        <Button onClick={() => notify({ title: "Anna Keller moved to 14:30", undo })}>Toast with undo</Button>
        <Button onClick={() => notify({ tone: "bad", title: "Not moved", description: "The time is taken." })}>
          Failure toast
        </Button>
        <Button onClick={openPalette}>Command palette</Button>
        <Button onClick={openHelp}>Shortcuts</Button>
        <LazyMenu load={loadMenu} trigger={<Button>Menu</Button>} />
      </div>
      <Dialog open={open === "dialog"} onClose={close} title="A dialog" foot={<Button onClick={close}>Done</Button>}>
        <p className="text-base">A question or a short form.</p>
      </Dialog>
      <ConfirmDialog
        open={open === "confirm"}
        onClose={close}
        title="Remove Anna Keller?"
        effect="Cancels 12 appointments and texts 12 people."
        act="Remove and cancel 12"
        onConfirm={close}
      />
      <ConfirmDialog
        open={open === "typed"}
        onClose={close}
        title="Delete this branch?"
        effect="This cannot be undone."
        act="Delete the branch"
        typed="Mitte"
        onConfirm={close}
      />
      <Sheet open={open === "sheet"} onClose={close} title="A sheet" subtitle="Details beside the page">
        <p className="text-base">From the right on a desktop, from below on a phone.</p>
      </Sheet>
    </Card>
  );
}
