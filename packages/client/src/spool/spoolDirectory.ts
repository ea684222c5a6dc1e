import { homedir } from "node:os";
import { join } from "node:path";

/** Where spool files lie when nothing else is set: the place for state of the platform. */
export function spoolDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  return join(stateDirectory(env, platform, home), "backstory", "spool");
}

function stateDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (env["XDG_STATE_HOME"]) return env["XDG_STATE_HOME"];
  if (platform === "win32") return env["LOCALAPPDATA"] || join(home, "AppData", "Local");
  if (platform === "darwin") return join(home, "Library", "Application Support");
  return join(home, ".local", "state");
}
