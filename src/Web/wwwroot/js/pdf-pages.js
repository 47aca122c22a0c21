// Frames a PDF: fetches the original with the reader's own rights, hands it to the frame, and hears from it.
const largest = 64 * 1024 * 1024;
const patience = 15_000;
// Where somebody had read to, by document and cited place; only the frame's own numbers, handed back to it.
const places = new Map();
const keys = ["Escape", "ArrowLeft", "ArrowRight"];

export function open(frame, server, url, state, labels) {
  const bytes = load(url);
  bytes.catch(() => {});
  const tooLong = setTimeout(failed, patience);
  addEventListener("message", hear);
  frame.src = "/frames/pdf.html";

  async function hear({ source, data }) {
    if (source !== frame.contentWindow) return;
    if (data.type === "key" && keys.includes(data.key)) frame.dispatchEvent(new KeyboardEvent("keydown", { key: data.key, bubbles: true }));
    if (data.type === "at") places.set(key(), { top: Number(data.top), zoom: Number(data.zoom) });
    if (data.type === "failed") failed();
    if (data.type === "opened") {
      clearTimeout(tooLong);
      server.invokeMethodAsync("OpenedAsync");
    }
    if (data.type !== "ready") return;
    try {
      const content = await bytes;
      clearTimeout(tooLong);
      // "*", because the frame has no origin to name; it was made by this page.
      frame.contentWindow?.postMessage({ type: "open", bytes: content, labels, colours: colours(), language: document.documentElement.lang, left: places.get(key()), ...state }, "*", [content]);
    } catch {
      failed();
    }
  }

  function key() {
    return `${url} ${JSON.stringify(state)}`;
  }

  function failed() {
    clearTimeout(tooLong);
    server.invokeMethodAsync("FailedAsync");
  }

  return {
    go: (next) => {
      // There already, and the reader may have gone on from there.
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      frame.contentWindow?.postMessage({ type: "go", ...next }, "*");
    },
    dispose: () => {
      clearTimeout(tooLong);
      removeEventListener("message", hear);
    },
  };
}

async function load(url) {
  const response = await fetch(url);
  if (!response.ok || Number(response.headers.get("content-length")) > largest) throw new Error(`HTTP ${response.status}`);
  return response.arrayBuffer();
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const from = { "--back": "--sunken", "--ink": "--text", "--muted": "--muted", "--line": "--line", "--surface": "--surface" };
  return Object.fromEntries(Object.entries(from).map(([name, token]) => [name, style.getPropertyValue(token).trim()]));
}
