// The box people type in. What is typed lives here, not on the server: a dropped connection or a reload loses nothing.
export function attach(box, server) {
  const key = () => `draft:${box.dataset.draft ?? ""}`;
  const save = () => box.value ? sessionStorage.setItem(key(), box.value) : sessionStorage.removeItem(key());
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  };
  const onBox = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && box.dataset.running === "true") {
      event.stopPropagation();
      server.invokeMethodAsync("StopAsync");
    } else if (event.key === "ArrowUp" && !box.value && box.dataset.last) {
      event.preventDefault();
      box.value = box.dataset.last;
      grow();
    }
  };
  const onPage = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  };
  async function send() {
    const text = box.value.trim();
    if (!text || box.dataset.running === "true") return;
    box.value = "";
    grow();
    try {
      const taken = await server.invokeMethodAsync("SendAsync", text);
      if (taken) sessionStorage.removeItem(key());
      else if (!box.value) box.value = text;
    } catch {
      if (!box.value) box.value = text;
    }
  }

  if (!box.value) box.value = sessionStorage.getItem(key()) ?? "";
  grow();
  // The first question replaces the empty page's box by the conversation's: who was typing goes on typing.
  if (document.activeElement === document.body) box.focus({ preventScroll: true });
  box.dataset.ready = "true";
  const input = () => { save(); grow(); };
  box.addEventListener("input", input);
  box.addEventListener("keydown", onBox);
  document.addEventListener("keydown", onPage);
  return {
    send,
    // Not on a touch screen, where it would bring up the keyboard over the answer.
    takeCaret: () => { if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true }); },
    put: (text) => { box.value = text; save(); grow(); box.focus(); },
    dispose: () => {
      box.removeEventListener("input", input);
      box.removeEventListener("keydown", onBox);
      document.removeEventListener("keydown", onPage);
    },
  };
}
