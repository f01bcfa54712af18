import { Send } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { ConversationDetail } from "../../contracts/conversations.ts";
import { ask, type Input } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { SmsSize } from "./sms-size.tsx";
import { TemplateForm } from "./template-form.tsx";
import { INBOX } from "./use-conversation-acts.ts";

type ReplyInput = Input<"POST /api/v1/conversations/{conversationId}/messages">["body"];

const MOST = 1_000;

/** An answer, by the channel that they last used where it is open. */
export function ReplyBox({ conversation }: { conversation: ConversationDetail }) {
  const t = useTranslations("inbox");
  const { id, ways } = conversation;
  const open = ways.filter(({ obstacle }) => obstacle === null);
  const usual = open.find(({ channel }) => channel === conversation.channel) ?? open[0];
  const [picked, setPicked] = useState<ReplyInput["channel"] | null>(null);
  const [text, setText] = useState("");
  const way = open.find(({ channel }) => channel === picked) ?? usual;
  const isTemplateWay = ways.some(({ channel, obstacle }) => channel === "whatsapp" && obstacle === "outside_window");
  const [hasTemplate, setTemplate] = useState(false);
  const sending = useEdit({
    run: (body: ReplyInput) =>
      ask("POST /api/v1/conversations/{conversationId}/messages", { params: { conversationId: id }, body }),
    stale: [...INBOX, ["messages", "log"]],
    said: null,
    onDone: () => setText(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (way && text.trim() !== "") sending.send({ channel: way.channel, text });
  };
  if (hasTemplate && isTemplateWay) {
    return (
      <div className="grid gap-3 border-t border-line p-4">
        <TemplateForm conversationId={id} onDone={() => setTemplate(false)} />
        <div>
          <Button onClick={() => setTemplate(false)}>{t("noTemplate")}</Button>
        </div>
      </div>
    );
  }
  return (
    <Form onSubmit={submit} className="grid gap-3 border-t border-line p-4">
      <Ways ways={ways} chosen={way?.channel ?? null} onChoose={setPicked} />
      {way ? (
        <>
          <Field label={t("answer")} hint={<Hint way={way} />}>
            <TextArea rows={3} maxLength={MOST} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          {way.channel === "sms" ? <SmsSize text={text} /> : null}
          <Refusal error={sending.error} />
          <div>
            <Button type="submit" variant="primary" disabled={sending.isPending || text.trim() === ""}>
              <Send aria-hidden className="size-4" /> {t("send")}
            </Button>
          </div>
        </>
      ) : null}
      {isTemplateWay ? (
        <div>
          <Button onClick={() => setTemplate(true)}>{t("useTemplate")}</Button>
        </div>
      ) : null}
    </Form>
  );
}

type Way = ConversationDetail["ways"][number];
type WaysProps = { ways: Way[]; chosen: Way["channel"] | null; onChoose: (channel: Way["channel"]) => void };

/** What is open to choose from, and why the rest is not. */
function Ways({ ways, chosen, onChoose }: WaysProps) {
  const t = useTranslations("inbox");
  const channels = useTranslations("messages.channels");
  const open = ways.filter(({ obstacle }) => obstacle === null);
  const shut = ways.flatMap(({ channel, obstacle }) => (obstacle ? [{ channel, obstacle }] : []));
  return (
    <div className="grid gap-2">
      {chosen && open.length > 1 ? (
        <div>
          <Segmented
            label={t("by")}
            value={chosen}
            options={open.map(({ channel }) => ({ value: channel, label: channels(channel) }))}
            onChoose={onChoose}
          />
        </div>
      ) : null}
      {open.length === 0 ? <p className="text-sm font-medium">{t("noWay")}</p> : null}
      {shut.length > 0 ? (
        <ul className="text-xs text-ink-soft">
          {shut.map(({ channel, obstacle }) => (
            <li key={channel}>
              {channels(channel)}: {t(`obstacles.${obstacle}`)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Hint({ way }: { way: Way }) {
  const t = useTranslations("inbox");
  const channels = useTranslations("messages.channels");
  const formats = useBranchFormats();
  if (way.openUntil) return t("openUntil", { when: formats.dateTime(way.openUntil) });
  return t("goesBy", { channel: channels(way.channel) });
}
