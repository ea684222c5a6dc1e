import { Link } from "@tanstack/react-router";
import "../parts/parts.css";
import "./settings.css";

const pages = [
  { to: "/settings", word: "Targets" },
  { to: "/settings/uploads", word: "Upload health" },
  { to: "/settings/storage", word: "Storage" },
] as const;

/** The title of the settings and the way from one of their pages to another. */
export function SettingsHead() {
  return (
    <header className="pageHead settingsHead">
      <h1>Settings</h1>
      <nav aria-label="Settings">
        {pages.map(({ to, word }) => (
          <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
            {word}
          </Link>
        ))}
      </nav>
    </header>
  );
}
