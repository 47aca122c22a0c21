// The viewer beside the answer: Esc closes it, focus goes in and comes back, and as a full-screen sheet it keeps focus inside.
const sheet = matchMedia("(max-width: 1180px)");

export function open(panel, server) {
  const opener = document.activeElement;
  const behind = () => [...document.querySelectorAll(".side, .tabs, .thread")];
  const modal = () => behind().forEach((part) => { part.inert = sheet.matches; });
  const onKey = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(".rz-dialog")) return;
    server.invokeMethodAsync("CloseAsync");
  };
  document.addEventListener("keydown", onKey);
  sheet.addEventListener("change", modal);
  modal();
  panel.querySelector("[data-start]")?.focus({ preventScroll: true });
  return {
    dispose: () => {
      document.removeEventListener("keydown", onKey);
      sheet.removeEventListener("change", modal);
      behind().forEach((part) => { part.inert = false; });
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    },
  };
}

// Only the viewer scrolls, never the answer beside it.
export function toMark(pages) {
  const mark = pages.querySelector("mark, .paper i, [data-here]");
  if (!mark) { pages.scrollTop = 0; return; }
  pages.scrollTop += mark.getBoundingClientRect().top - pages.getBoundingClientRect().top - pages.clientHeight * 0.3;
}

export const onImage = (pages) => {
  const image = pages.querySelector("img");
  if (!image || image.complete) return toMark(pages);
  image.addEventListener("load", () => toMark(pages), { once: true });
};
