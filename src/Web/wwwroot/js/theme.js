// Classic script in the head: "as the system" becomes light or dark before the first paint, and follows the system afterwards.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    if ((root.dataset.choice ?? "system") === "system") root.dataset.theme = dark.matches ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
})();
