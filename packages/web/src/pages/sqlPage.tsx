import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function SqlPage() {
  usePage("Sql");
  return <h1>Sql</h1>;
}
