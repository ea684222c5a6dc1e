import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { ci } from "../ci/ci.ts";
import { handOn } from "../ci/handedOn.ts";
import { preloadVariable } from "./forgetPreload.ts";
import { preloadOption, withOption } from "./preloadOption.ts";

/** The name under which pytest knows the plugin, installed or not: one registration either way. */
const pytestPlugin = "pytest_backstory.plugin";

/** What tox 3 has to hand on to the commands of its environments. */
const toxPasses = ["PYTHONPATH", "PYTEST_PLUGINS", "NODE_OPTIONS", "BACKSTORY_*"];

/** The environment in which test runners record themselves, with nothing installed in the project. */
export function runEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, ...handOn(ci(env)), ...pytestEnvironment(env), ...nodeEnvironment(env) };
}

function pytestEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const directory = firstThatExists("../../python");
  if (directory === undefined) return {};
  return {
    PYTHONPATH: [directory, env["PYTHONPATH"]].filter(Boolean).join(delimiter),
    ...(env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] ? { PYTEST_PLUGINS: withPlugin(env["PYTEST_PLUGINS"]) } : {}),
    // tox 4 is told by a plugin that lies in the directory.
    TOX_TESTENV_PASSENV: [env["TOX_TESTENV_PASSENV"], ...toxPasses].filter(Boolean).join(" "),
  };
}

/**
 * pytest finds the plugin in the directory by itself, as it finds installed ones. Named here it would fail where something
 * on the way sets another PYTHONPATH.
 */
function withPlugin(plugins = ""): string {
  const others = plugins.split(",").filter((plugin) => plugin !== "" && plugin !== pytestPlugin);
  return [...others, pytestPlugin].join(",");
}

function nodeEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // From source there is nothing that plain Node could load, so what was built last is used.
  const preload = firstThatExists("./preload.cjs", "../../dist/run/preload.cjs");
  if (preload === undefined) return {};
  const option = preloadOption(preload);
  return { NODE_OPTIONS: withOption(env["NODE_OPTIONS"], option), [preloadVariable]: option };
}

function firstThatExists(...places: string[]): string | undefined {
  return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
}
