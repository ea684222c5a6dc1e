import type { Run, Target, Test } from "@backstory/model";
import { type LinkOptions, linkOptions } from "@tanstack/react-router";
import { testTitle } from "../format/testTitle.ts";
import { sections } from "../shell/sections.ts";
import { visibleText } from "../text/visibleText.ts";
import { matches } from "./matches.ts";
import type { PaletteAction } from "./pageActions.ts";
import { wordsToSearch } from "./wordsToSearch.ts";

/** One line of the palette: what it leads to or does. */
export interface PaletteEntry {
  readonly key: string;
  readonly group: "Here" | "Pages" | "Targets" | "Runs" | "Tests" | "Search";
  readonly word: string;
  /** What stands behind the word in a quieter voice. */
  readonly note?: string;
  readonly keys?: string | undefined;
  readonly go?: LinkOptions;
  readonly act?: () => unknown;
}

interface PaletteSources {
  readonly text: string;
  readonly actions: readonly PaletteAction[];
  readonly targets: readonly Target[];
  readonly runs: readonly Run[];
  readonly tests: readonly Test[];
}

const mostTargets = 8;

/** What the palette offers for a text: what can be done here, pages, targets, runs and tests, and the search for it. */
export function paletteEntries({ text, actions, targets, runs, tests }: PaletteSources): PaletteEntry[] {
  const words = text.trim();
  const search = linkOptions({ to: "/tests", search: { q: wordsToSearch(words) } });
  return [
    ...actions
      .filter(({ word }) => matches(word, words))
      .map(({ word, act, keys }): PaletteEntry => ({ key: `act ${word}`, group: "Here", word, act, keys })),
    ...sections
      .filter(({ word }) => matches(word, words))
      .map(({ to, word }): PaletteEntry => ({ key: `page ${to}`, group: "Pages", word, go: { to } })),
    ...(words === "" ? [] : targets)
      .filter(({ project, target }) => matches(`${project} / ${target}`, words))
      .slice(0, mostTargets)
      .map((each) => targetEntry(each)),
    ...runs.map(runEntry),
    ...tests.map(testEntry),
    ...(words === ""
      ? []
      : [{ key: "search", group: "Search", word: `Search tests for “${words}”`, go: search } as const]),
  ];
}

function targetEntry({ project, target }: Target): PaletteEntry {
  return {
    key: `target ${project}/${target}`,
    group: "Targets",
    word: `${project} / ${target}`,
    note: "its runs",
    go: linkOptions({ to: "/runs", search: { project, target } }),
  };
}

function runEntry({ runId, project, target, build, branch, status }: Run): PaletteEntry {
  return {
    key: `run ${runId}`,
    group: "Runs",
    word: visibleText(build.name ?? runId),
    note: visibleText([`${project} / ${target}`, branch, status].filter(Boolean).join(" · ")),
    go: linkOptions({ to: "/runs/$runId", params: { runId } }),
  };
}

function testEntry(test: Test): PaletteEntry {
  const { title, inputs } = testTitle(test);
  return {
    key: `test ${test.testId}`,
    group: "Tests",
    word: visibleText(inputs ? `${title} [${inputs}]` : title),
    note: visibleText(test.suite),
    go: linkOptions({ to: "/tests/$testId", params: { testId: test.testId } }),
  };
}
