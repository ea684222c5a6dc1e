import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function FamilyPage() {
  usePage("Family");
  return <h1>Family</h1>;
}
