import type { Merge } from "@backstory/formats";
import type { Command } from "commander";
import { mergeJunitFiles } from "./mergeJunitFiles.ts";
import { printAnswer } from "./output.ts";
import type { CommonOptions } from "./serverOptions.ts";

interface MergeFlags extends CommonOptions {
  readonly into?: string;
  readonly all?: boolean;
  readonly mark?: boolean;
}

const mostNamed = 20;

/** `backstory junit merge <first> <rerun…>`: brings the report of a run up to date with what its reruns healed. */
export function addJunitMerge(junit: Command): void {
  junit
    .command("merge")
    .description(
      "take the failures out of a JUnit XML file that reruns in new processes have healed. Every other byte stays, and the " +
        "file is replaced whole",
    )
    .argument("<first>", "the file of the first run")
    .argument("<rerun...>", "the files of its reruns, in their order")
    .option("--into <file>", "where to write instead of over the first file")
    .option("--all", "put every result of the reruns into the file: failed, skipped and new tests too, and times")
    .option("--mark", "give each test that was healed the property 'backstory.healed'")
    .option("--json", "print JSON instead of words")
    .option("--debug", "print stack traces of errors")
    .action((first: string, reruns: string[], flags: MergeFlags) => {
      const { edits, ...told } = mergeJunitFiles(first, reruns, flags);
      const answer = { file: flags.into ?? first, hasChanged: edits.length > 0, ...told };
      printAnswer(answer, flags.json, () => sentences(answer.file, told));
    });
}

function sentences(file: string, { healed, stillFailing, newlyFailing, added, unknown }: Omit<Merge, "edits">): string {
  const counts: [readonly string[], string][] = [
    [healed, "healed"],
    [stillFailing, "still failing"],
    [newlyFailing, "newly failing"],
    [added, "new"],
    [unknown, "not in the file"],
  ];
  const told = counts.filter(([tests]) => tests.length > 0).map(([tests, word]) => `${tests.length} ${word}`);
  return [
    `${file}: ${told.join(", ") || "nothing to change"}`,
    ...healed.slice(0, mostNamed).map((test) => `  healed: ${test}`),
    ...(healed.length > mostNamed ? [`  and ${healed.length - mostNamed} more`] : []),
  ].join("\n");
}
