import { relative, sep } from "node:path";

/** A path as records have it: from the root of the project, with forward slashes. */
export function pathFrom(root: string, path: string): string {
  const short = relative(root, path);
  return sep === "/" ? short : short.replaceAll(sep, "/");
}
