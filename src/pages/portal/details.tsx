import type { Language } from "../../domain/language.ts";
import type { Waitable } from "../../use-cases/portal/join-own-waitlist.ts";
import type { OwnChannels, OwnDetails } from "../../use-cases/portal/own-details.ts";
import { bookingTexts } from "../booking/texts.ts";
import { portalTexts } from "./texts.ts";

type DetailsProps = { language: Language; details: OwnDetails | null; action: string };

/** Name and language, where there is a record that is theirs beyond doubt. */
export function DetailsForm({ language, details, action }: DetailsProps) {
  const texts = portalTexts[language];
  if (!details) return <p class="note">{texts.detailsElsewhere}</p>;
  return (
    <form method="post" action={action}>
      <div class="field">
        <label for="name">{texts.name}</label>
        <input id="name" name="name" autocomplete="name" maxlength={120} required value={details.name} />
      </div>
      <div class="field">
        <label for="language">{texts.language}</label>
        <select id="language" name="language">
          <option value="de" selected={details.language === "de"}>
            Deutsch
          </option>
          <option value="en" selected={details.language === "en"}>
            English
          </option>
        </select>
      </div>
      <button type="submit">{texts.save}</button>
    </form>
  );
}

type ChannelsProps = { language: Language; channels: OwnChannels; action: string };

/** What reaches them, each with the button that ends it or takes it up again. */
export function ChannelList({ language, channels, action }: ChannelsProps) {
  const texts = portalTexts[language];
  return (
    <ul class="choices">
      {channels.map(({ channel, isWanted }) => (
        <li key={channel} class="entry">
          <b>{texts.channels[channel]}</b>
          <p class="note">{isWanted ? texts.channelOn : texts.channelOff}</p>
          <form method="post" action={action}>
            <input type="hidden" name="channel" value={channel} />
            <input type="hidden" name="wanted" value={isWanted ? "no" : "yes"} />
            <button type="submit" class="quiet">
              {isWanted ? texts.channelEnd : texts.channelStart}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

type JoinProps = { language: Language; waitable: Waitable[]; action: string; today: string };

/** Nothing suits: wait for a time of a service, between two days. */
export function JoinForm({ language, waitable, action, today }: JoinProps) {
  const texts = portalTexts[language];
  const most = Math.max(...waitable.map(({ capacity }) => capacity));
  const isOne = new Set(waitable.map(({ branchId }) => branchId)).size === 1;
  return (
    <details>
      <summary>{texts.join}</summary>
      <p class="note">{texts.joinLead}</p>
      <form method="post" action={action}>
        <div class="field">
          <label for="service">{texts.joinFor}</label>
          <select id="service" name="service">
            {waitable.map(({ branchId, serviceId, name, branchName }) => (
              <option key={serviceId} value={`${branchId} ${serviceId}`}>
                {isOne ? name : `${name} · ${branchName}`}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="from">{texts.joinFrom}</label>
          <input id="from" name="from" type="date" required min={today} value={today} />
        </div>
        <div class="field">
          <label for="to">{texts.joinTo}</label>
          <input id="to" name="to" type="date" required min={today} />
        </div>
        {most > 1 && (
          <div class="field">
            <label for="people">{bookingTexts[language].forHowMany}</label>
            <input
              id="people"
              name="people"
              type="number"
              min={1}
              max={most}
              required
              value={1}
              aria-describedby="seats"
            />
            <span class="note" id="seats">
              {texts.joinSeats}
            </span>
          </div>
        )}
        <button type="submit">{texts.joinButton}</button>
      </form>
    </details>
  );
}
