import { withoutOption } from "./preloadOption.ts";

/** Holds the option by which `backstory run` brought itself into NODE_OPTIONS. */
export const preloadVariable = "BACKSTORY_PRELOAD";

/** Workers and what tests start see the environment that they would see without us. */
export function forgetPreload(env: NodeJS.ProcessEnv = process.env): void {
  const preload = env[preloadVariable];
  delete env[preloadVariable];
  if (preload === undefined) return;
  const rest = withoutOption(env["NODE_OPTIONS"], preload);
  if (rest === undefined) delete env["NODE_OPTIONS"];
  else env["NODE_OPTIONS"] = rest;
}
