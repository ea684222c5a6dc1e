import { firstLine } from "../output/cells.ts";
import { harmless, harmlessLines } from "../output/harmless.ts";
import type { ReportedResult } from "./reportedRun.ts";

/**
 * Failures as workflow commands of GitHub Actions, which shows them beside the code; at most `most`.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(failures: readonly ReportedResult[], most: number): string[] {
  return failures.slice(0, most).map(({ suite, name, file, line, message }) => {
    const properties = {
      ...(file !== "" && { file: harmless(file) }),
      ...(file !== "" && line > 0 && { line: String(line) }),
      title: harmless(`${suite} > ${name}`),
    };
    const words = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
    return `::error ${words.join(",")}::${escapedData(harmlessLines(firstLine(message)) || "failed")}`;
  });
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
