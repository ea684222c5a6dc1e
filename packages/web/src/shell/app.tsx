import { Outlet } from "@tanstack/react-router";
import { AsofBanner } from "../asof/asofBanner.tsx";
import { useAsof } from "../asof/useAsof.ts";
import { usePageActions } from "../palette/pageActions.ts";
import { Palette } from "../palette/palette.tsx";
import { chooseTheme } from "../theme/themeChoice.ts";
import { AppBar } from "./appBar.tsx";
import "./app.css";
import "./print.css";

/** What stands around every page. */
export function App() {
  const asof = useAsof();
  usePageActions(everywhere);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <AppBar />
      <AsofBanner />
      <main id="main" tabIndex={-1}>
        {/* Nothing that a page remembers of one moment holds of another. */}
        <Outlet key={asof} />
      </main>
      <Palette />
    </>
  );
}

const everywhere = [
  { word: "Copy the address of this page", act: () => navigator.clipboard.writeText(location.href) },
  { word: "Print this page", act: () => print() },
  { word: "Theme: light", act: () => chooseTheme("light") },
  { word: "Theme: dark", act: () => chooseTheme("dark") },
  { word: "Theme: as the system has it", act: () => chooseTheme("auto") },
];
