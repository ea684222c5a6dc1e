import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function GridPage() {
  usePage("Grid");
  return <h1>Grid</h1>;
}
