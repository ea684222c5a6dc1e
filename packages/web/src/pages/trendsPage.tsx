import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function TrendsPage() {
  usePage("Trends");
  return <h1>Trends</h1>;
}
