import { usePage } from "../shell/usePage.ts";

/** Not there yet. */
export function SettingsPage() {
  usePage("Settings");
  return <h1>Settings</h1>;
}
