import type { Target } from "@backstory/model";
import { expect, test } from "vitest";
import { matches } from "./matches.ts";
import { paletteEntries } from "./paletteEntries.ts";
import { wordsToSearch } from "./wordsToSearch.ts";

test.each([
  ["shop / web", "shop web", true],
  ["shop / web", "web sh", true],
  ["shop / e2e-firefox", "fire", true],
  ["shop / web", "hop", true],
  ["shop / web", "shop api", false],
  ["Overview", "", true],
])("the line '%s' fits '%s': %s", (line, text, fits) => {
  expect(matches(line, text)).toBe(fits);
});

test("words are looked for as they are", () => {
  expect(wordsToSearch(" total  status:failed ")).toBe('total "status:failed"');
});

test("without a text there are what can be done here and the pages; with one also targets and the search for it", () => {
  const targets = [{ project: "shop", target: "web", recentRuns: [] }] as Target[];
  const actions = [{ word: "Print this page", act: () => undefined }];
  const groups = (text: string) =>
    new Set(paletteEntries({ text, actions, targets, runs: [], tests: [] }).map(({ group }) => group));
  expect(groups("")).toEqual(new Set(["Here", "Pages"]));
  expect(groups("shop")).toEqual(new Set(["Targets", "Search"]));
  expect(groups("prin")).toEqual(new Set(["Here", "Search"]));
});
