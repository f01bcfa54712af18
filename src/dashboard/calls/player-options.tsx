import { useTranslations } from "use-intl";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";

export const SPEEDS = ["0.75", "1", "1.25", "1.5", "2"] as const;
export type Speed = (typeof SPEEDS)[number];

type PlayerOptionsProps = {
  speed: Speed;
  onSpeed: (speed: Speed) => void;
  /** Null: the provider does not tell when somebody speaks. */
  skipsSilence: boolean | null;
  onSkip: (skips: boolean) => void;
};

/** How fast, and without the pauses. */
export function PlayerOptions({ speed, onSpeed, skipsSilence, onSkip }: PlayerOptionsProps) {
  const t = useTranslations("callRecording");
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <Select
        label={t("speed")}
        className="w-auto min-w-24 tabular-nums"
        value={speed}
        options={SPEEDS.map((value) => ({ value, label: t("times", { value }) }))}
        onChoose={onSpeed}
      />
      {skipsSilence === null ? null : <Switch label={t("skipSilence")} checked={skipsSilence} onToggle={onSkip} />}
    </div>
  );
}
