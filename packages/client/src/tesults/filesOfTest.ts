import { readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import type { Attachment } from "../recorder.ts";

type TestPlace = Pick<ResultToWrite, "suite" | "name" | "displayName" | "file">;

/**
 * The files of a test in a folder `<suite>/<test>/…`. The suite may be written in full, without the file, by its
 * describes with ` - ` between them, by the last of these, or by the name of the file without its endings.
 */
export function filesOfTest(folder: string, test: TestPlace): Omit<Attachment, "resultId">[] {
  const names = [...new Set([test.name, test.displayName ?? test.name])];
  const places = suitesOf(test).flatMap((suite) => names.map((name) => join(folder, suite, name)));
  return [...new Set(places)].filter((place) => isInside(folder, place)).flatMap(filesIn);
}

/** The files of the build, in `[build]/<build name>/…`. */
export function filesOfBuild(folder: string, buildName: string): Omit<Attachment, "resultId">[] {
  const place = join(folder, "[build]", buildName);
  return isInside(folder, place) ? filesIn(place) : [];
}

function suitesOf({ suite, file }: TestPlace): string[] {
  const [first = "", ...describes] = suite.split(" > ");
  const ofFile = file === undefined ? [] : [file, basename(file), basename(file).split(".", 1)[0] ?? ""];
  const suites = [suite, first, describes.join(" > "), describes.join(" - "), describes.at(-1) ?? "", ...ofFile];
  const named = [...new Set(suites)].filter((each) => each !== "" && each !== ".");
  return named.length === 0 ? [""] : named;
}

/** Names of tests may hold `..`: nothing outside the folder is a file of theirs. */
function isInside(folder: string, place: string): boolean {
  const path = relative(folder, place);
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
}

function filesIn(place: string): Omit<Attachment, "resultId">[] {
  try {
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== ".DS_Store")
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => ({ name: relative(place, path).split(sep).join("/"), content: path }));
  } catch {
    // Most tests have none, and the name of a test may be none that a folder can have.
    return [];
  }
}
