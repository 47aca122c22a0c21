// Follows an answer as it grows, but never against the reader: whoever scrolls up stays there and gets a button to the end.
const near = 80;

export function follow(thread, button) {
  let stick = true;
  const turns = () => thread.querySelectorAll(".turn");
  const end = () => thread.scrollHeight - thread.clientHeight;
  // The question that is being answered stays in sight.
  const goal = () => {
    const last = [...turns()].at(-1);
    return Math.min(end(), last ? last.offsetTop - 24 : end());
  };
  const update = () => { button.hidden = end() - thread.scrollTop < near || turns().length === 0; };
  const onScroll = () => {
    stick = thread.scrollTop >= goal() - near;
    update();
  };
  const content = thread.firstElementChild;
  const watch = new ResizeObserver(() => {
    if (stick && thread.scrollTop < goal()) thread.scrollTop = goal();
    update();
  });
  watch.observe(content);
  watch.observe(thread);
  thread.addEventListener("scroll", onScroll, { passive: true });
  const toEnd = () => { stick = true; thread.scrollTo({ top: end(), behavior: "smooth" }); };
  button.addEventListener("click", toEnd);
  return {
    toLastTurn: () => { stick = true; thread.scrollTop = goal(); update(); },
    dispose: () => { watch.disconnect(); thread.removeEventListener("scroll", onScroll); button.removeEventListener("click", toEnd); },
  };
}
