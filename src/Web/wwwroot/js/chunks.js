// Brings the chosen passage into view on both sides; only the two panes scroll.
export function show(panes, ordinal) {
  for (const part of panes.querySelectorAll(`[data-text="${Number(ordinal)}"], [data-chunk="${Number(ordinal)}"]`)) {
    const pane = part.closest(".chunktext, .chunklist");
    const [box, view] = [part.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (box.top < view.top || box.bottom > view.bottom) pane.scrollTop += box.top - view.top - 24;
  }
}

export function dispose() {}
