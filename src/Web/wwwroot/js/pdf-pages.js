// Frames a PDF: fetches the original with the reader's own rights, hands it to the frame, and hears from it.
const largest = 64 * 1024 * 1024;
const patience = 15_000;

export function open(frame, server, url, state, labels) {
  const bytes = load(url);
  bytes.catch(() => {});
  const tooLong = setTimeout(failed, patience);
  addEventListener("message", hear);
  frame.src = "/frames/pdf.html";

  async function hear({ source, data }) {
    if (source !== frame.contentWindow) return;
    if (data.type === "escape") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
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
      frame.contentWindow?.postMessage({ type: "open", bytes: content, labels, colours: colours(), language: document.documentElement.lang, ...state }, "*", [content]);
    } catch {
      failed();
    }
  }

  function failed() {
    clearTimeout(tooLong);
    server.invokeMethodAsync("FailedAsync");
  }

  return {
    go: (next) => {
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
