import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function HarvestPage() {
  usePage("Harvest");
  return <h1>Harvest</h1>;
}
