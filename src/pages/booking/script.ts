import { createHash } from "node:crypto";

/**
 * What JavaScript adds to the booking pages, and all of it: times in the visitor's own zone, free times that keep up
 * while the page is open, and a frame that is as high as the page. Nothing here is needed to book.
 */
export const bookingJs = `
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
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

async function freeTimes(address) {
  if (document.hidden) return null;
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  return answer.ok ? (await answer.json()).slots : null;
}

// Whoever has the keyboard on a time keeps it there, or on the first when that very time went.
async function renew(list) {
  const slots = await freeTimes(list.dataset.slots);
  if (!slots) return;
  const shown = [...list.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  const free = slots.map(({ href }) => href);
  if (shown.join() === free.join()) return;
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  list.replaceChildren(...slots.map((slot) => toItem(slot, list)));
  tellOwnTime(list);
  if (focused) (list.children[Math.max(free.indexOf(focused), 0)]?.firstElementChild ?? document.body).focus();
  const told = document.querySelector("[data-gone]");
  if (told && shown.some((href) => !free.includes(href))) told.textContent = told.dataset.gone;
}

// The form stays as it is: sending it offers other times.
async function watch(alert) {
  const slots = await freeTimes(alert.dataset.watch);
  if (slots) alert.hidden = slots.some(({ startsAt }) => startsAt === alert.dataset.at);
}

tellOwnTime(document);
const list = document.querySelector("[data-slots]");
const chosen = document.querySelector("[data-watch]");
if (list || chosen) {
  const again = () => (list ? renew(list) : watch(chosen)).catch(() => {});
  setInterval(again, 15000);
  document.addEventListener("visibilitychange", again);
}
// Only a height, and only sites that the business named can be the parent: the policy keeps all others out.
if ("framed" in document.body.dataset && parent !== window) {
  let isNew = true;
  const root = document.documentElement;
  const tell = () => {
    parent.postMessage({ frontdesk: "height", height: Math.ceil(root.getBoundingClientRect().height), isNew }, "*");
    isNew = false;
  };
  new ResizeObserver(tell).observe(root);
}
for (const pick of document.querySelectorAll("form.pick select")) {
  pick.addEventListener("change", () => pick.form.requestSubmit());
}
`.trimStart();

export const bookingJsPath = `/booking.js?v=${createHash("sha256").update(bookingJs).digest("hex").slice(0, 12)}`;
