// What every page shares: the skip link, placing popovers beside what opened them, and the bar for a dropped connection.
const margin = 8;

function place(popover, anchor) {
  const at = anchor.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const left = Math.min(Math.max(margin, popover.dataset.align === "end" ? at.right - size.width : at.left), innerWidth - size.width - margin);
  const below = at.bottom + 6;
  const top = below + size.height > innerHeight - margin ? Math.max(margin, at.top - size.height - 6) : below;
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}

document.addEventListener("toggle", (event) => {
  if (event.newState !== "open" || !event.target.id) return;
  const opener = document.querySelector(`[popovertarget="${CSS.escape(event.target.id)}"], [data-tip="${CSS.escape(event.target.id)}"]`);
  if (opener) place(event.target, opener);
}, true);

// A chosen menu entry closes its menu.
document.addEventListener("click", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  if (menu && event.target.closest("button, a")) menu.hidePopover();
});

// Caught on the way down: Blazor listens on the document too and would take "#main" for a page of its own.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".skip")) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("main")?.focus();
}, true);

const tip = (event) => event.target.closest?.("[data-tip]");
const show = (event) => {
  const mark = tip(event);
  const box = mark && document.getElementById(mark.dataset.tip);
  if (box && !box.matches(":popover-open")) box.showPopover();
};
const hide = (event) => {
  const mark = tip(event);
  if (mark) document.getElementById(mark.dataset.tip)?.hidePopover();
};
document.addEventListener("pointerover", show);
document.addEventListener("pointerout", hide);
document.addEventListener("focusin", show);
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(event); });

// The connection dropped: Blazor tries again by itself for a while, then this goes on. A circuit that the server no longer knows
// needs a fresh page; the typed question waits in the session's storage (question-box.js).
const bar = document.getElementById("components-reconnect-modal");
if (bar) {
  const has = (name) => bar.classList.contains(`components-reconnect-${name}`);
  // An upload under way outlives the page's circuit: its files are in this page and nowhere else.
  const uploading = () => "uploading" in document.documentElement.dataset;
  const go = async () => {
    if (uploading() && !has("failed")) return;
    if (has("rejected")) return location.reload();
    if (has("failed") && !(await Blazor.reconnect().catch(() => true)) && !uploading()) location.reload();
  };
  new MutationObserver(go).observe(bar, { attributeFilter: ["class"] });
  document.addEventListener("upload-ended", go);
  setInterval(() => { if (has("failed")) go(); }, 5000);
}
