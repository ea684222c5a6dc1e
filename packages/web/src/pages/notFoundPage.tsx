import { Link } from "@tanstack/react-router";
import { usePage } from "../shell/usePage.ts";
import "../parts/parts.css";

/** What an address that leads nowhere shows. */
export function NotFoundPage() {
  usePage("Not found");
  return (
    <section className="notice">
      <h1>There is no such page</h1>
      <p>Addresses of runs and tests hold for ever; this one was never given out, or is cut short.</p>
      <p>
        <Link to="/runs">All runs</Link> or <Link to="/tests">search for a test</Link>
      </p>
    </section>
  );
}
