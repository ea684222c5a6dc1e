/** What a reader can choose: a theme, or the system's. */
export type Theme = "auto" | "light" | "dark";

const listeners = new Set<() => void>();
const place = "backstory-theme";

/** The theme that stands; public/early.js has set it before the first paint. */
export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "auto";
}

/** Calls back whenever another theme is chosen, until the returned function is called. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a theme at once and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "auto") localStorage.removeItem(place);
    else localStorage.setItem(place, theme);
  } catch {
    // Without storage the choice holds for this page only.
  }
  for (const listener of listeners) listener();
}
