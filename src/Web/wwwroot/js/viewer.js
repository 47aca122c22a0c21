// The viewer beside the answer: Esc closes it, the arrow keys lead to the citation before and after, focus goes in and comes back to the
// citation, and as a full-screen sheet it keeps focus inside.
const sheet = matchMedia("(max-width: 1180px)");
// How far somebody had read in a source: closed and opened again, it is at the same place.
const places = new Map();
const steps = { ArrowLeft: -1, ArrowRight: 1 };

export function open(panel, server) {
  const opener = document.activeElement;
  const turn = opener?.closest?.(".turn") ?? document.querySelector(".turn .on")?.closest(".turn");
  const behind = () => [...document.querySelectorAll(".side, .tabs, .thread")];
  const modal = () => behind().forEach((part) => { part.inert = sheet.matches; });
  const onKey = (event) => {
    if (event.defaultPrevented || document.querySelector(".rz-dialog")) return;
    if (event.key === "Escape") return server.invokeMethodAsync("CloseAsync");
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!panel.contains(event.target) || scrollsSideways(event.target)) return;
    event.preventDefault();
    server.invokeMethodAsync("StepAsync", steps[event.key]);
  };
  const onScroll = ({ target }) => {
    if (target.matches?.(".pages")) places.set(panel.dataset.place, { top: target.scrollTop, left: target.scrollLeft });
  };
  document.addEventListener("keydown", onKey);
  panel.addEventListener("scroll", onScroll, { capture: true, passive: true });
  sheet.addEventListener("change", modal);
  modal();
  panel.querySelector("[data-start]")?.focus({ preventScroll: true });
  let left = true;
  return {
    // Another place of the same document is gone to, even where it was read before.
    show: (pages) => {
      onImage(pages, left ? places.get(panel.dataset.place) : null);
      left = false;
    },
    dispose: () => {
      document.removeEventListener("keydown", onKey);
      sheet.removeEventListener("change", modal);
      behind().forEach((part) => { part.inert = false; });
      back(opener, turn, panel.dataset.number)?.focus({ preventScroll: true });
    },
  };
}

// To the citation that was shown last: the mark or card it was opened from, or the mark of the one it was stepped to.
function back(opener, turn, number) {
  const is = (mark) => (mark.querySelector(".c") ?? mark).textContent === number;
  if (opener?.isConnected && opener.matches(".c, .src") && is(opener)) return opener;
  const marks = turn?.isConnected ? [...turn.querySelectorAll(".answer button.c, button.src")] : [];
  return marks.find(is) ?? (opener?.isConnected ? opener : null);
}

const scrollsSideways = (element) => {
  const box = element.closest(".tablewrap, pre, .pages");
  return box !== null && box.scrollWidth > box.clientWidth;
};

// Only the viewer scrolls, never the answer beside it.
function toMark(pages) {
  const mark = pages.querySelector("mark, .paper i, [data-here]");
  if (!mark) { pages.scrollTop = 0; return; }
  const [at, box] = [mark.getBoundingClientRect(), pages.getBoundingClientRect()];
  pages.scrollTop += at.top - box.top - pages.clientHeight * 0.3;
  if (at.right > box.right || at.left < box.left) pages.scrollLeft += at.left - box.left - pages.clientWidth * 0.3;
}

function onImage(pages, left) {
  const image = pages.querySelector("img");
  const go = () => left ? pages.scrollTo(left) : toMark(pages);
  if (!image || image.complete) return go();
  image.addEventListener("load", go, { once: true });
}
