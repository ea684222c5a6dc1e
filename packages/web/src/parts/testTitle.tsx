import type { RunResult } from "@backstory/model";
import { testTitle } from "../format/testTitle.ts";
import { visibleText } from "../text/visibleText.ts";

/** What a test is called, with its inputs behind it in a quieter voice. */
export function TestTitle({ test }: { test: Pick<RunResult, "name" | "displayName" | "params"> }) {
  const { title, inputs } = testTitle(test);
  return (
    <>
      <bdi>{visibleText(title)}</bdi>
      {inputs && (
        <span className="muted mono">
          {" "}
          [<bdi>{visibleText(inputs)}</bdi>]
        </span>
      )}
    </>
  );
}
