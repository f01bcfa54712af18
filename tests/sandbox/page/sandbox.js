// Runs in the browser, as it is: no build, no libraries.
const REFRESH_MS = 2_000;
const dialogue = document.getElementById("dialogue");
const result = document.getElementById("result");

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button?.dataset.scenario) void placeCall(button.dataset.scenario);
  if (button?.dataset.removeFault) void removeFault(button.dataset.removeFault);
});

setInterval(() => {
  if (!document.hidden) void refresh();
}, REFRESH_MS);

async function placeCall(scenario) {
  const language = document.querySelector("input[name=language]:checked").value;
  const vendor = document.querySelector("input[name=vendor]:checked").value;
  const pace = document.getElementById("quick").checked ? 0 : 1;
  setBusy(true);
  dialogue.replaceChildren();
  showResult("", "");
  document.getElementById("dialogue-who").textContent = "Ringing…";
  document.getElementById("dialogue-section").hidden = false;
  document.getElementById("dialogue-section").scrollIntoView({ behavior: "smooth", block: "nearest" });
  try {
    const response = await fetch("/control/calls", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ scenario, vendor, language, pace }),
    });
    if (response.ok) await readEvents(response.body, language);
    else showResult((await response.json()).title, "bad");
  } catch {
    showResult("The sandbox does not answer. Is it still running?", "bad");
  }
  setBusy(false);
  void refresh();
}

async function readEvents(body, language) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const line of lines) show(JSON.parse(line), language);
  }
}

function show(event, language) {
  const known = { call: showCall, inbound: showInbound, speech: showSpeech, keys: showKeys, function: showFunction };
  const others = { rival: showRival, note: showNote, webhook: showWebhook, done: showDone };
  ({ ...known, ...others })[event.type]?.(event, language);
}

function showCall({ caller, to, seed }) {
  const who = `${caller.name}, ${caller.phone}, calls ${to} (seed ${seed})`;
  document.getElementById("dialogue-who").textContent = who;
}

function showInbound({ status, ms, error, accepted }) {
  addLine(accepted ? "aside" : "aside trouble", `call_inbound: ${error ?? status}`, ms);
}

function showSpeech({ speaker, text }, language) {
  const item = addLine(speaker, text);
  item.lang = language;
  const name = document.createElement("span");
  name.className = "speaker";
  name.lang = "en";
  name.textContent = speaker === "agent" ? "Agent" : "Caller";
  item.prepend(name);
}

function showKeys({ typed }) {
  addLine("aside", `the caller types ${typed}`);
}

function showFunction({ name, args, ms, ok, code, error, status }) {
  const given = Object.entries(args).filter(([key]) => key !== "language");
  const brief = given.map(([key, value]) => `${key}: ${value}`).join(", ");
  const remark = error ? `, ${error} (${status ?? "no answer"})` : code ? `, refused: ${code}` : "";
  addLine(ok || code ? "aside" : "aside trouble", `${name}(${brief})${remark}`, ms);
}

function showRival({ text, ms }) {
  addLine("aside", text, ms);
}

function showNote({ text }) {
  addLine("aside", text);
}

function showWebhook({ event, status, ms, error, attempt }) {
  if (status !== null && status < 300) return;
  addLine("aside trouble", `${event}, attempt ${attempt}: ${error ?? status}`, ms);
}

function showDone({ successful, note, failures }) {
  showResult([note, ...failures].join(". "), successful ? "good" : "bad");
}

function addLine(className, text, ms) {
  const item = document.createElement("li");
  item.className = className;
  item.append(text);
  if (ms !== undefined) {
    const latency = document.createElement("span");
    latency.className = "ms";
    latency.textContent = `${ms} ms`;
    item.append(latency);
  }
  dialogue.append(item);
  return item;
}

function showResult(text, tone) {
  result.textContent = text;
  result.className = `result ${tone}`;
}

function setBusy(busy) {
  for (const button of document.querySelectorAll("[data-scenario]")) button.disabled = busy;
}

async function removeFault(id) {
  await fetch(`/control/faults/${id}`, { method: "DELETE" }).catch(() => undefined);
  void refresh();
}

async function refresh() {
  const response = await fetch("/overview").catch(() => null);
  if (!response?.ok) return;
  const markup = await response.text();
  const holder = document.getElementById("overview");
  if (holder.dataset.markup === markup) return;
  holder.dataset.markup = markup;
  holder.innerHTML = markup; // escaped by the server
}
