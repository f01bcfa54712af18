import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageSettings } from "../../contracts/message-settings.ts";
import { ask } from "../api/client.ts";
import { messageSettingsQuery } from "../api/messages.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";

const REMINDERS = [4_320, 2_880, 1_440, 240, 120, 60] as const;
const ORDERS = ["sms,email", "email,sms", "whatsapp,sms,email", "sms", "email"] as const;

export function MessageSettingsTab() {
  return (
    <Loaded query={useQuery(messageSettingsQuery)} rows={6}>
      {(settings) => (
        <div className="max-w-208">
          <MessageSettingsForm key={JSON.stringify(settings)} settings={settings} />
        </div>
      )}
    </Loaded>
  );
}

function MessageSettingsForm({ settings }: { settings: MessageSettings }) {
  const t = useTranslations("messages.settings");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const [shown, setShown] = useState(settings);
  const [countries, setCountries] = useState(settings.countries.join(" "));
  const change = (changes: Partial<MessageSettings>) => setShown({ ...shown, ...changes });
  const saving = useEdit({
    run: (body: MessageSettings) => ask("PUT /api/v1/message-settings", { body }),
    stale: [["messages", "settings"]],
  });
  const order = shown.channels.join(",");
  return (
    <FormCard
      title={t("title")}
      why={t("why")}
      act={common("save")}
      pending={saving.isPending}
      ready={permissions.includes("messages:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() =>
        saving.send({
          ...shown,
          countries: countries
            .toUpperCase()
            .split(/[\s,]+/)
            .filter(Boolean),
        })
      }
    >
      <Switch
        label={t("confirms")}
        hint={t("confirmsHint")}
        checked={shown.confirms}
        onToggle={(confirms) => change({ confirms })}
      />
      <Reminders chosen={shown.reminderMinutes} onChange={(reminderMinutes) => change({ reminderMinutes })} />
      <QuietHours quiet={shown.quietHours} onChange={(quietHours) => change({ quietHours })} />
      <Field label={t("order")} hint={t("orderHint")}>
        <Select
          value={order}
          options={[...new Set([order, ...ORDERS])].map((value) => ({ value, label: orderWords(t, value) }))}
          onChoose={(next) => change({ channels: next.split(",") as MessageSettings["channels"] })}
        />
      </Field>
      <Field label={t("countries")} hint={t("countriesHint")}>
        <TextInput maxLength={120} value={countries} onChange={(event) => setCountries(event.target.value)} />
      </Field>
      <Switch
        label={t("stopCoversAll")}
        hint={t("stopHint")}
        checked={shown.stopCoversAll}
        onToggle={(stopCoversAll) => change({ stopCoversAll })}
      />
    </FormCard>
  );
}

type Reminder = MessageSettings["reminderMinutes"][number];

function Reminders({ chosen, onChange }: { chosen: Reminder[]; onChange: (minutes: Reminder[]) => void }) {
  const t = useTranslations("messages.settings");
  const toggle = (minutes: Reminder, isOn: boolean) =>
    onChange(isOn ? [...chosen, minutes] : chosen.filter((each) => each !== minutes));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t("reminders")}</legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-3">
        {REMINDERS.map((minutes) => (
          <label key={minutes} className="flex min-h-8 items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-(--color-accent)"
              checked={chosen.includes(minutes)}
              disabled={!chosen.includes(minutes) && chosen.length >= 3}
              onChange={(event) => toggle(minutes, event.target.checked)}
            />
            {t("hoursBefore", { hours: minutes / 60 })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Quiet = MessageSettings["quietHours"];

function QuietHours({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const t = useTranslations("messages.settings");
  const input = (name: keyof Quiet, label: string) => (
    <Field label={label} className="min-w-32">
      <TextInput
        type="time"
        required
        value={clock(quiet[name])}
        onChange={(event) => onChange({ ...quiet, [name]: minutesOf(event.target.value) })}
      />
    </Field>
  );
  return (
    <div>
      <div className="flex flex-wrap gap-4">
        {input("fromMinute", t("quietFrom"))}
        {input("toMinute", t("quietTo"))}
      </div>
      <p className="mt-1.5 text-xs text-ink-faint">{t("quietHint")}</p>
    </div>
  );
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}

function orderWords(t: (key: "then" | "sms" | "whatsapp" | "email") => string, order: string): string {
  return order
    .split(",")
    .map((channel) => t(channel as "sms"))
    .join(` ${t("then")} `);
}
