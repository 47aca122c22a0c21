// The box in which a question that was asked is changed: Enter asks it, Escape leaves it as it was.
export function attach(box, server) {
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  };
  const send = async () => {
    const text = box.value.trim();
    if (text) await server.invokeMethodAsync("SendAsync", text);
  };
  const onKey = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      server.invokeMethodAsync("CancelAsync");
    }
  };
  box.addEventListener("keydown", onKey);
  box.addEventListener("input", grow);
  grow();
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  return {
    send,
    dispose: () => {
      box.removeEventListener("keydown", onKey);
      box.removeEventListener("input", grow);
    },
  };
}
