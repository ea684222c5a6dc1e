import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fail, outputOf, root, run, say } from "./command.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

/** Installs the npm packages of the lock file, unless they are installed already. With an old Node it ends and says so. */
export async function installNodePackages() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Backstory needs Node ≥ 20.19, and this is ${process.version}.`);
  const mark = join(root, "node_modules", ".installed-lock");
  const lock = hashOf(join(root, "package-lock.json"));
  if (isStamped(mark, lock)) return;
  say("installing npm packages (the embedded engine alone is 540 MB on disk)");
  // The lock file holds the engine's binary for Linux on x64 only; elsewhere npm has to look the right one up.
  const locked = process.platform === "linux" && process.arch === "x64";
  const words = locked ? ["ci"] : ["install", "--no-save"];
  const code = await run("npm", [...words, "--no-audit", "--no-fund"], { quiet: true });
  if (code !== 0) fail("npm could not install the packages of package-lock.json; what it said stands above.");
  stamp(mark, lock);
}

/**
 * Makes a Python virtual environment under .venvs/ that holds exactly the given requirements and answers its python,
 * or undefined with a sentence when there is no Python or no PyPI.
 */
export async function pythonEnvironment(name, requirements, interpreter) {
  const base = interpreter ?? (await findPython());
  if (base === undefined) {
    say("no Python ≥ 3.10 was found: going on without it (install python3 and python3-venv to include it)");
    return undefined;
  }
  const folder = join(root, ".venvs", name);
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const mark = join(folder, ".installed");
  const wanted = JSON.stringify([base, ...requirements]);
  if (existsSync(python) && isStamped(mark, wanted)) return python;
  say(`making the Python environment ${name}: ${requirements.join(", ")}`);
  rmSync(folder, { recursive: true, force: true });
  const made =
    (await run(base, ["-m", "venv", folder], { quiet: true })) === 0 &&
    (await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...requirements], {
      quiet: true,
    })) === 0;
  if (!made) {
    say(`the Python environment ${name} could not be made (is python3-venv installed, and PyPI in reach?)`);
    return undefined;
  }
  stamp(mark, wanted);
  return python;
}

/** The first Python ≥ 3.10 on the path, whole, or undefined. */
export async function findPython(candidates = ["python3", "python"]) {
  const ask = "import sys; print(sys.executable if sys.version_info >= (3, 10) else '')";
  for (const candidate of candidates) {
    const executable = await outputOf(candidate, ["-c", ask]);
    if (executable) return executable;
  }
  return undefined;
}

const chromiumNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of the tests: from BACKSTORY_CHROMIUM, from the path, or installed by apt-get when root on Debian. */
export async function findChromium() {
  const named = process.env.BACKSTORY_CHROMIUM;
  if (named) return named;
  const found = await whereIs(chromiumNames);
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    say("installing Chromium by apt-get");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env, quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "chromium"], { env, quiet: true });
  }
  return whereIs(chromiumNames);
}

async function whereIs(names) {
  for (const name of names) {
    const path = await outputOf("sh", ["-c", `command -v ${name}`]);
    if (path) return path;
  }
  return undefined;
}
