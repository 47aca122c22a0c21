// A cookie cannot be set over the circuit, and the server must know theme and language before it renders the first page.
const year = 60 * 60 * 24 * 365;
const remember = (name, value) => { document.cookie = `${name}=${value};path=/;max-age=${year};samesite=lax${location.protocol === "https:" ? ";secure" : ""}`; };

export function setTheme(choice) {
  remember("theme", choice);
  const root = document.documentElement;
  root.dataset.choice = choice;
  root.dataset.theme = choice === "system" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") : choice;
}

export function setLanguage(culture) {
  remember(".AspNetCore.Culture", encodeURIComponent(`c=${culture}|uic=${culture}`));
  location.reload();
}

export const theme = () => document.documentElement.dataset.choice ?? "system";
