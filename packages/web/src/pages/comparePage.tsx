import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function ComparePage() {
  usePage("Compare");
  return <h1>Compare</h1>;
}
