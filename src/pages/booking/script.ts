import { createHash } from "node:crypto";

/**
 * What JavaScript adds to the booking pages, and all of it: times in the visitor's own zone, and free times that keep
 * up while the page is open. Nothing here is needed to book.
 */
export const bookingJs = `
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone });
const offset = (at, timeZone) => new Date(at).toLocaleString("sv", { timeZone });

function tellOwnTime(root) {
  for (const small of root.querySelectorAll("small[data-own]")) {
    const { own, at, zone: branchZone } = small.dataset;
    const differs = offset(at, zone) !== offset(at, branchZone);
    small.textContent = differs ? own.replace("%", clock.format(new Date(at))) : "";
    small.hidden = !differs;
  }
}

function toItem({ startsAt, href, label, more }, list) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.append(label);
  const small = document.createElement("small");
  Object.assign(small.dataset, { own: list.dataset.own, at: startsAt, zone: list.dataset.zone });
  link.append(small);
  if (more) { const seats = document.createElement("small"); seats.append(more); link.append(seats); }
  item.append(link);
  return item;
}

async function renew(list) {
  if (document.hidden) return;
  const answer = await fetch(list.dataset.slots, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { slots } = await answer.json();
  const key = JSON.stringify(slots);
  if (list.dataset.key === key || list.contains(document.activeElement)) return;
  list.dataset.key = key;
  list.replaceChildren(...slots.map((slot) => toItem(slot, list)));
  tellOwnTime(list);
}

tellOwnTime(document);
const list = document.querySelector("[data-slots]");
if (list) {
  const again = () => renew(list).catch(() => {});
  setInterval(again, 15000);
  document.addEventListener("visibilitychange", again);
}
const pick = document.querySelector("form.pick select");
if (pick) pick.addEventListener("change", () => pick.form.requestSubmit());
`.trimStart();

export const bookingJsPath = `/booking.js?v=${createHash("sha256").update(bookingJs).digest("hex").slice(0, 12)}`;
