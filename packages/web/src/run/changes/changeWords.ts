import type { ChangeClass } from "@backstory/model";
import type { IconName } from "../../parts/icon.tsx";
import type { Mark } from "../../status/outcomeMark.tsx";

interface ChangeWord {
  readonly word: string;
  readonly means: string;
  readonly mark: Mark;
  readonly icon: IconName;
}

/** How classes of changes are told to people, what they want to know first first. */
export const changeWords: Readonly<Record<ChangeClass, ChangeWord>> = {
  newlyFailing: { word: "newly failing", means: "fails now and did not before", mark: "failed", icon: "failed" },
  stillFailing: { word: "still failing", means: "fails as it did before", mark: "failed", icon: "down" },
  fixed: { word: "fixed", means: "failed before and passes now", mark: "passed", icon: "passed" },
  missing: { word: "missing", means: "was there before and is not now", mark: "broken", icon: "empty" },
  slower: { word: "slower", means: "took longer than its last passes explain", mark: "broken", icon: "up" },
  failingDifferently: {
    word: "failing differently",
    means: "failed before too, for another reason",
    mark: "failed",
    icon: "flaky",
  },
  flaky: { word: "flaky", means: "failed and then passed in this run", mark: "flaky", icon: "flaky" },
  worse: { word: "worse", means: "fails more often than chance explains", mark: "failed", icon: "up" },
  better: { word: "better", means: "fails less often than chance explains", mark: "passed", icon: "down" },
  added: { word: "added", means: "was not there before", mark: "running", icon: "passed" },
  skippedNow: { word: "skipped now", means: "was not skipped before", mark: "skipped", icon: "skipped" },
  unreported: {
    word: "not reported",
    means: "was there before; this run is not complete, so nothing is said about it",
    mark: "skipped",
    icon: "incomplete",
  },
};

/** The classes in the order in which they are shown. */
export const changeOrder = Object.keys(changeWords) as ChangeClass[];
