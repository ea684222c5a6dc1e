import { testTitle } from "./testTitle.ts";

/** What a test is called in a table that is copied: its title, with its inputs where the title does not say them. */
export function copiedTest(test: Parameters<typeof testTitle>[0]): string {
  const { title, inputs } = testTitle(test);
  return inputs ? `${title} [${inputs}]` : title;
}
