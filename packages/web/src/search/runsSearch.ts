import { word } from "./word.ts";

/** Which runs a list shows, as it stands in the address. */
export interface RunsSearch {
  project?: string | undefined;
  target?: string | undefined;
  branch?: string | undefined;
  build?: string | undefined;
}

/** The filters of the runs list out of an address; what cannot be understood is left away. */
export function runsSearch(search: Record<string, unknown>): RunsSearch {
  return {
    ...word("project", search["project"]),
    ...word("target", search["target"]),
    ...word("branch", search["branch"]),
    ...word("build", search["build"]),
  };
}
