/**
 * For a business's own site. A link to its booking page with `data-frontdesk="inline"` becomes a frame as high as the
 * page; with `"button"` it opens the page in a dialog. Where frames are not allowed, or without JavaScript, the link
 * stays what it is.
 */
export const embedJs = `
(() => {
  const script = document.currentScript;
  if (!script) return;
  const origin = new URL(script.src).origin;
  const open = new Map();

  function addressOf(link) {
    const url = new URL(link.href);
    if (url.origin !== origin) return null;
    const [language] = (link.lang || document.documentElement.lang || "").toLowerCase().split("-");
    if (!url.searchParams.has("lang") && ["de", "en"].includes(language)) url.searchParams.set("lang", language);
    url.searchParams.set("embed", "1");
    return url.href;
  }

  // A frame that is kept out loads too, but never tells its height.
  function makeFrame(link, address, { onShown, onKeptOut }) {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: address, title: link.textContent.trim() });
    Object.assign(frame.style, { display: "block", width: "100%", height: "0", border: "0" });
    frame.addEventListener("load", () => setTimeout(() => { if (!open.get(frame).isShown) onKeptOut(); }, 1500), { once: true });
    open.set(frame, { isShown: false, onShown });
    return frame;
  }

  addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin || data?.frontdesk !== "height" || !(data.height > 0)) return;
    for (const [frame, state] of open) {
      if (frame.contentWindow !== source) continue;
      frame.style.height = Math.min(data.height, 20000) + "px";
      if (!state.isShown) state.onShown();
      else if (data.isNew && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      state.isShown = true;
    }
  });

  function showInline(link) {
    const address = addressOf(link);
    if (!address || link.dataset.frontdeskDone) return;
    link.dataset.frontdeskDone = "yes";
    const frame = makeFrame(link, address, {
      onShown: () => { link.hidden = true; link.style.display = "none"; },
      onKeptOut: () => { frame.remove(); open.delete(frame); },
    });
    link.after(frame);
  }

  function showDialog(link, address) {
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    const isGerman = address.includes("lang=de");
    const frame = makeFrame(link, address, {
      onShown: () => {},
      onKeptOut: () => { location.href = link.href; },
    });
    Object.assign(close, { type: "button", textContent: isGerman ? "Schließen ✕" : "Close ✕" });
    Object.assign(close.style, { display: "block", margin: "0 0 0.5rem auto", minHeight: "2.5rem", padding: "0 0.75rem", font: "inherit", cursor: "pointer" });
    Object.assign(dialog.style, { width: "min(46rem, 100vw - 1rem)", maxHeight: "calc(100dvh - 1rem)", padding: "0.75rem min(0.75rem, 1vw)", border: "0", borderRadius: "1rem", boxSizing: "border-box" });
    dialog.setAttribute("aria-label", link.textContent.trim());
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { open.delete(frame); dialog.remove(); link.focus(); });
    dialog.append(close, frame);
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-frontdesk="button"]');
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const address = link && isPlain && addressOf(link);
    if (!address) return;
    event.preventDefault();
    showDialog(link, address);
  });

  const start = () => document.querySelectorAll('a[data-frontdesk="inline"]').forEach(showInline);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
`.trimStart();
