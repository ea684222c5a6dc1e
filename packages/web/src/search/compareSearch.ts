import type { ChangeClass } from "@backstory/model";
import { changeOrder } from "../run/changes/changeWords.ts";
import type { ResultView } from "./resultView.ts";
import { word } from "./word.ts";

/** What the page Compare shows, as it stands in the address. `a` and `b` are selectors of the runs before and after. */
export interface CompareSearch extends Pick<ResultView, "diff"> {
  project?: string | undefined;
  target?: string | undefined;
  a?: string | undefined;
  b?: string | undefined;
  class?: ChangeClass | undefined;
  /** The test that is open. */
  test?: string | undefined;
}

/** The state of the page Compare out of an address; what cannot be understood is left away. */
export function compareSearch(search: Record<string, unknown>): CompareSearch {
  const name = changeOrder.find((each) => each === search["class"]);
  return {
    ...word("project", search["project"]),
    ...word("target", search["target"]),
    ...word("a", search["a"]),
    ...word("b", search["b"]),
    ...(name === undefined ? {} : { class: name }),
    ...word("test", search["test"]),
    ...word("diff", search["diff"]),
  };
}
