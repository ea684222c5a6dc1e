import { useSyncExternalStore } from "react";
import { Icon } from "../parts/icon.tsx";
import { chooseTheme, currentTheme, onTheme, type Theme } from "./themeChoice.ts";

const following: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

/** A button that goes through the themes: the system's, light, dark. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(onTheme, currentTheme);
  const change = () => chooseTheme(following[theme]);
  return (
    <button type="button" className="iconButton" onClick={change} title={`Theme: ${theme}`}>
      <Icon name={theme} />
      <span className="hidden">Theme: {theme}. Change.</span>
    </button>
  );
}
