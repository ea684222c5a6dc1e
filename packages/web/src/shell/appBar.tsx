import { Link } from "@tanstack/react-router";
import { AsofMenu } from "../asof/asofMenu.tsx";
import { HelpDialog } from "../keyboard/helpDialog.tsx";
import { type LiveState, useLive } from "../live/useLive.ts";
import { paletteDoor } from "../palette/paletteDoor.ts";
import { Icon } from "../parts/icon.tsx";
import { ThemeSwitch } from "../theme/themeSwitch.tsx";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation.tsx";
import { ScopeField } from "./scopeField.tsx";

const liveWords: Readonly<Record<LiveState, string>> = {
  waiting: "Connecting",
  live: "Live",
  lost: "Server gone",
  past: "Looking back",
};

/** The bar on top: where one is, where one can go, and whether news arrive. */
export function AppBar() {
  const live = useLive();
  return (
    <header className="appBar">
      <Link to="/" className="appBar-brand" activeProps={{}}>
        <Brand />
        <span>Backstory</span>
      </Link>
      <Navigation />
      <ScopeField />
      <button type="button" className="iconButton" onClick={() => paletteDoor.open()} title="Go to, or do (Ctrl-K)">
        <Icon name="search" />
        <span className="hidden">Go to, or do</span>
        <span className="key appBar-key" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      <span className="liveState" data-state={live} role="status">
        <span>{liveWords[live]}</span>
      </span>
      <AsofMenu />
      <HelpDialog />
      <ThemeSwitch />
    </header>
  );
}
