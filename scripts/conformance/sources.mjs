import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail, run } from "../lib/command.mjs";

const execute = promisify(execFile);

/** Unpacks a package with its tests into a folder, from where it is published: `npm` or `debian`. */
export async function unpackSource({ from, name, version }, folder) {
  if (existsSync(folder)) return;
  const place = `${folder}.download`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const archive = await (from === "npm" ? npmArchive : debianArchive)(name, version, place);
  const unpacked = join(place, "unpacked");
  mkdirSync(unpacked);
  const words = ["xf", archive, "-C", unpacked, "--strip-components=1", "--warning=no-unknown-keyword"];
  if ((await run("tar", words, { quiet: true })) !== 0) fail(`${archive} could not be unpacked.`);
  renameSync(unpacked, folder);
  rmSync(place, { recursive: true });
}

async function npmArchive(name, version, place) {
  const words = ["pack", "--silent", `${name}@${version}`];
  if ((await run("npm", words, { cwd: place, quiet: true })) !== 0) fail(`npm has no ${name} ${version}.`);
  return join(place, readdirSync(place)[0]);
}

/** The upstream archive of a Debian source package, got without touching the machine's own lists of packages. */
async function debianArchive(name, version, place) {
  const sources = join(place, "sources.list");
  mkdirSync(join(place, "lists/partial"), { recursive: true });
  mkdirSync(join(place, "cache/archives/partial"), { recursive: true });
  writeFileSync(sources, "deb-src http://deb.debian.org/debian bookworm main\n");
  const settings = {
    "Dir::Etc::sourcelist": sources,
    "Dir::Etc::sourceparts": "-",
    "Dir::State::lists": join(place, "lists"),
    "Dir::Cache": join(place, "cache"),
    "APT::Sandbox::User": "root",
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  const apt = (...words) => execute("apt-get", [...options, "--quiet", ...words], { cwd: place });
  let trouble = "it has no upstream archive";
  try {
    await apt("update");
    await apt("--download-only", "--tar-only", "source", `${name}=${version}`);
  } catch (error) {
    // Mirrors that keep one archive of several end with an error, too.
    trouble = error.stderr.trim().split("\n").at(-1);
  }
  const found = readdirSync(place).find((file) => /\.orig\.tar\.\w+$/.test(file));
  if (found === undefined) fail(`The Debian source package ${name} ${version} could not be had: ${trouble}`);
  return join(place, found);
}
