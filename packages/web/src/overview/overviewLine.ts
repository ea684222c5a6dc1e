import type { Overview } from "@backstory/model";
import { counted, wholeNumber } from "../format/wholeNumber.ts";

/** How everything stands, in a few words each: `2 of 5 targets failed last`, `12 tests failing, 3 new, nobody on 9`. */
export function overviewLine({ targets, failing, refused }: Overview): string[] {
  const ran = targets.filter(({ recentRuns }) => recentRuns.length > 0);
  const failed = ran.filter(({ recentRuns }) => recentRuns[0]?.status === "failed").length;
  const silent = targets.filter(({ silence }) => silence !== null).length;
  const known: [number, string][] = [
    [failing.total, failingWords(failing)],
    [silent, `${counted(silent, "target")} silent`],
    [refused.lines, `${counted(refused.lines, "line")} refused`],
  ];
  return [
    failed === 0
      ? `${ran.length === 1 ? "The target" : `All ${counted(ran.length, "target")}`} passed last`
      : `${wholeNumber(failed)} of ${counted(ran.length, "target")} failed last`,
    ...known.filter(([number]) => number > 0).map(([, words]) => words),
  ];
}

function failingWords({ total, new: fresh, unassigned }: Overview["failing"]): string {
  const parts: [number, string][] = [
    [fresh, fresh === total ? "all new" : `${wholeNumber(fresh)} new`],
    [unassigned, unassigned === total ? "nobody on any" : `nobody on ${wholeNumber(unassigned)}`],
  ];
  const known = parts.filter(([number]) => number > 0).map(([, words]) => words);
  return [`${counted(total, "test")} failing`, ...known].join(", ");
}
