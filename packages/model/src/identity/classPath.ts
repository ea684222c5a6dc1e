/**
 * What a suite says besides its file: the classes or describe blocks that a test stands in. A suite that does not name
 * its file, as one that its author chose, is the whole path.
 */
export function classPath({ suite, file }: { readonly suite: string; readonly file: string }): string {
  for (const place of placesIn(file)) {
    const at = suite.indexOf(place);
    if (at === -1 || !endsThere(suite, at + place.length) || !beginsThere(suite, at)) continue;
    return `${suite.slice(0, at)}${suite.slice(at + place.length)}`.replace(/^[ .>]+|[ .>]+$/g, "");
  }
  return suite;
}

/** The words by which a suite may name a file: its path, or it as a module, with less and less of the folders before it. */
function placesIn(file: string): string[] {
  if (file === "") return [];
  const path = file.replaceAll("\\", "/");
  const parts = path.replace(/\.[^./]+$/, "").split("/");
  return [path, ...parts.map((_, index) => parts.slice(index).join("."))];
}

function beginsThere(suite: string, at: number): boolean {
  return at === 0 || suite[at - 1] === " " || suite[at - 1] === ".";
}

function endsThere(suite: string, at: number): boolean {
  return at === suite.length || suite[at] === " " || suite[at] === ".";
}
