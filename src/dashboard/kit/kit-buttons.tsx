import { Plus, Settings } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card } from "../ui/page.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

const VARIANTS = ["primary", "secondary", "quiet", "danger"] as const;
const TONES = ["neutral", "accent", "good", "warn", "bad"] as const;

export function KitButtons() {
  const [view, setView] = useState("day");
  const [tab, setTab] = useState("one");
  const views = ["day", "week", "month"].map((value) => ({ value, label: value }));
  return (
    <Card title="Buttons, badges, choices">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant}>
              {variant}
            </Button>
          ))}
          <Button variant="primary">
            <Plus aria-hidden className="size-4" /> With icon
          </Button>
          <Button disabled>Disabled</Button>
          <Tooltip text="A hint, for those who hover or focus">
            <IconButton label="Settings">
              <Settings aria-hidden className="size-4" />
            </IconButton>
          </Tooltip>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Avatar name="Anna Keller" accent />
          <Avatar name="Ben" />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Code text="apt_01hx3k9q" what="Copy appointment id" />
          <CopyButton text="copied" what="Copy" />
        </div>
        <Segmented label="View" value={view} options={views} onChoose={setView} />
        <Tabs
          label="Parts"
          value={tab}
          onChoose={setTab}
          tabs={[
            { value: "one", label: "First", content: <p className="text-sm">First part</p> },
            { value: "two", label: "Second", content: <p className="text-sm">Second part</p> },
          ]}
        />
      </div>
    </Card>
  );
}
