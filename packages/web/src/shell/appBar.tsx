import { Link, useRouterState } from "@tanstack/react-router";
import { HelpDialog } from "../keyboard/helpDialog.tsx";
import { type LiveState, useLive } from "../live/useLive.ts";
import { ThemeSwitch } from "../theme/themeSwitch.tsx";
import { Brand } from "./brand.tsx";
import { sectionOf, sections } from "./sections.ts";

const liveWords: Readonly<Record<LiveState, string>> = { waiting: "Connecting", live: "Live", lost: "Server gone" };

/** The bar on top: where one is, where one can go, and whether news arrive. */
export function AppBar() {
  const live = useLive();
  const section = useRouterState({ select: (state) => sectionOf(state.location.pathname) });
  return (
    <header className="appBar">
      <Link to="/" className="appBar-brand">
        <Brand />
        Backstory
      </Link>
      <nav aria-label="Sections">
        {sections.map((one) => (
          <Link key={one.to} to={one.to} aria-current={one === section ? "page" : undefined} activeProps={{}}>
            {one.word}
          </Link>
        ))}
      </nav>
      <span className="liveState" data-state={live} role="status">
        <span>{liveWords[live]}</span>
      </span>
      <HelpDialog />
      <ThemeSwitch />
    </header>
  );
}
