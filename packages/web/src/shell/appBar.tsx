import { Link, useRouterState } from "@tanstack/react-router";
import { HelpDialog } from "../keyboard/helpDialog.tsx";
import { type LiveState, useLive } from "../live/useLive.ts";
import { ThemeSwitch } from "../theme/themeSwitch.tsx";
import { Brand } from "./brand.tsx";

const liveWords: Readonly<Record<LiveState, string>> = { waiting: "Connecting", live: "Live", lost: "Server gone" };

/** The bar on top: where one is, where one can go, and whether news arrive. */
export function AppBar() {
  const live = useLive();
  const section = useRouterState({
    select: (state) => (state.location.pathname.startsWith("/tests") ? "tests" : "runs"),
  });
  return (
    <header className="appBar">
      <Link to="/" className="appBar-brand">
        <Brand />
        Backstory
      </Link>
      <nav aria-label="Sections">
        <Link to="/" aria-current={section === "runs" ? "page" : undefined} activeProps={{}}>
          Runs
        </Link>
        <Link to="/tests" aria-current={section === "tests" ? "page" : undefined} activeProps={{}}>
          Tests
        </Link>
      </nav>
      <span className="liveState" data-state={live} role="status">
        <span>{liveWords[live]}</span>
      </span>
      <HelpDialog />
      <ThemeSwitch />
    </header>
  );
}
