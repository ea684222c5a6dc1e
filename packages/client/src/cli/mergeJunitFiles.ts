import { resolve } from "node:path";
import { type Merge, mergedBytes, mergeReports, SoughtCases } from "@backstory/formats";
import { JunitFile } from "./junitFile.ts";
import { replaceFile } from "./replaceFile.ts";

/** How files are merged. */
interface JunitMergeOptions {
  /** Where to write instead of over the first file. */
  readonly into?: string;
  readonly all?: boolean;
  readonly mark?: boolean;
}

/**
 * Brings a JUnit XML file up to date with reruns. These are read first: of the first file, which may be far larger, only
 * what they can change is held in memory.
 */
export function mergeJunitFiles(
  first: string,
  reruns: readonly string[],
  { into, all = false, mark = false }: JunitMergeOptions,
): Merge {
  const options = { isWhole: all, isMarked: mark };
  const files: JunitFile[] = [];
  const opened = (file: JunitFile) => {
    files.push(file);
    return file;
  };
  try {
    const others = reruns.map((path) => opened(new JunitFile(path)));
    const reports = others.map(({ report }) => report);
    const file = opened(new JunitFile(first, new SoughtCases(reports, options)));
    const merged = mergeReports(file.report, reports, options);
    const isElsewhere = into !== undefined && resolve(into) !== resolve(first);
    if (merged.edits.length > 0 || isElsewhere) {
      replaceFile(into ?? first, file.asItWas(mergedBytes(file, others, merged.edits)));
    }
    return merged;
  } finally {
    for (const file of files) file.close();
  }
}
