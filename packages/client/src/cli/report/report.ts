import type { Outcome } from "@backstory/model";
import { cutText } from "../../cutText.ts";
import { counted, duration, firstLine, moment, runStatus, shortCommit } from "../output/cells.ts";
import { escaped } from "../output/markdown.ts";
import { fitBlocks } from "./fitBlocks.ts";
import type { ReportedResult, ReportedRun, ReportedSuite } from "./reportedRun.ts";
import { codeBlock, folded, type ReportStyle } from "./reportStyle.ts";
import { sourceLink } from "./sourceLink.ts";

const mostSuites = 100;
const longestTrace = 20_000;

/**
 * A run as a Markdown page: the counts, then every failure, then flaky tests, then the suites. It has at most `maxBytes`
 * bytes of UTF-8; what does not fit is left out whole, from its end, and the page says so.
 */
export function report(reported: ReportedRun, style: ReportStyle, maxBytes: number): string {
  const { run, failures, flaky, suites } = reported;
  const failing = run.counts.failed + run.counts.broken;
  return fitBlocks(
    [
      { forms: [head(reported, style)] },
      ...section(
        "Failures",
        failing,
        failures.map((result) => testBlock(reported, result, style)),
      ),
      ...section(
        "Flaky tests",
        run.counts.flaky,
        flaky.map((result) => testBlock(reported, result, style)),
      ),
      ...(suites.length === 0
        ? []
        : [{ forms: [suiteBlock(suites, style)], lost: "The table of suites is left out." }]),
    ],
    maxBytes,
  );
}

interface TestBlock {
  readonly whole: string;
  readonly short: string;
}

/** A title, the tests that are known, and a line for those that are not. */
function section(title: string, total: number, tests: readonly TestBlock[]) {
  if (total === 0) return [];
  const unlisted = total - tests.length;
  return [
    { forms: [`### ${title}`] },
    ...tests.map(({ whole, short }, index) => ({
      forms: [whole, short],
      lost: `${counted(total - index, "more test")} under “${title}” ${total - index === 1 ? "is" : "are"} left out.`,
      isLast: true,
    })),
    ...(unlisted > 0 ? [{ forms: [`… and ${counted(unlisted, "more test")}.`], isLast: true }] : []),
  ];
}

function head({ run, runUrl, errors }: ReportedRun, style: ReportStyle): string {
  const { counts } = run;
  const failing = counts.failed + counts.broken;
  const sign = style === "plain" ? "" : `${run.status === "failed" ? "❌" : run.state === "complete" ? "✅" : "⚠️"} `;
  const names = [`${run.project}/${run.target}`, run.build.name, run.branch, shortCommit(run.commit)];
  const lines = [
    `## ${sign}${headline(failing, reportedStatus(run.status, errors.length), counts.total)}`,
    `${names
      .filter((name) => name)
      .map((name) => escaped(name ?? ""))
      .join(" · ")} · [run ${run.runId}](${runUrl})`,
    countTable(run),
  ];
  if (run.state !== "complete") {
    lines.push(`**The run is not complete (${escaped(runStatus(run).replace(/^\w+, /, ""))}): tests may be missing.**`);
  }
  if (counts.total > 0 && failing === 0 && errors.length === 0) {
    lines.push(
      counts.flaky === 0 ? "No test failed." : `No test failed; ${counted(counts.flaky, "test")} needed a second try.`,
    );
  }
  for (const error of errors)
    lines.push(folded(style, escaped(cutText(firstLine(error), 300)), codeBlock(cutText(error, longestTrace))));
  return lines.join("\n\n");
}

function reportedStatus(status: string, errors: number): string {
  return status === "failed" && errors > 0 ? "errors outside the tests" : "";
}

function headline(failing: number, otherwise: string, total: number): string {
  if (failing > 0) return `${failing} of ${counted(total, "test")} failed`;
  if (otherwise !== "") return otherwise.charAt(0).toUpperCase() + otherwise.slice(1);
  return total === 0 ? "No results" : `All ${counted(total, "test")} ended well`;
}

function countTable({ counts, durationMs }: ReportedRun["run"]): string {
  const { passed, failed, broken, flaky, skipped, total } = counts;
  const cells = [passed, failed, broken, flaky, skipped, total, duration(durationMs)];
  return [
    "| passed | failed | broken | flaky | skipped | total | time |",
    "| --: | --: | --: | --: | --: | --: | --: |",
    `| ${cells.join(" | ")} |`,
  ].join("\n");
}

const signs: Readonly<Record<Outcome, string>> = { failed: "❌", broken: "💥", flaky: "⚠️", passed: "✅", skipped: "⏭️" };

function testBlock({ run }: ReportedRun, result: ReportedResult, style: ReportStyle): TestBlock {
  const { suite, name, outcome, message, trace, durationMs, attempts } = result;
  const sign = style === "plain" ? "" : `${signs[outcome]} `;
  const place = placeOf(run, result);
  const facts = [
    outcome,
    duration(durationMs),
    ...(place === "" ? [] : [place]),
    ...(attempts.length > 1 ? [`${attempts.length} attempts: ${attempts.join(", ")}`] : []),
    ...(sinceInWords(result) === "" ? [] : [escaped(sinceInWords(result))]),
    ...(result.assignee === null ? [] : [`assigned to ${escaped(result.assignee)}`]),
  ];
  const first = cutText(firstLine(message), 500);
  const short = [
    `#### ${sign}${escaped(cutText(suite, 500))} › ${escaped(cutText(name, 1_000))}`,
    facts.join(" · "),
    ...(first === "" ? [] : [codeBlock(first)]),
  ].join("\n\n");
  const rest = trace.includes(message) ? trace : [message, trace].filter((text) => text !== "").join("\n\n");
  if (rest.trim() === first.trim() || rest.trim() === "") return { whole: short, short };
  return { whole: `${short}\n\n${folded(style, "Full error", codeBlock(cutText(rest, longestTrace)))}`, short };
}

function placeOf({ git, commit }: ReportedRun["run"], { file, line }: ReportedResult): string {
  if (file === "") return "";
  const place = escaped(line > 0 ? `${file}:${line}` : file);
  const link = sourceLink({ repository: git.repository ?? "", commit, file, line });
  return link === undefined ? place : `[${place}](${link.replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

function sinceInWords({ since, isNew }: ReportedResult): string {
  if (isNew) return "new in this run";
  if (since === null) return "";
  const { firstFailure, runs } = since;
  const names = [
    firstFailure.buildName && `build ${firstFailure.buildName}`,
    firstFailure.commit && shortCommit(firstFailure.commit),
  ];
  const where = names.filter((name) => name).join(", ") || moment(firstFailure.startedAt);
  return `failing since ${where} (${counted(runs, "run")})`;
}

function suiteBlock(suites: readonly ReportedSuite[], style: ReportStyle): string {
  const shown = suites.slice(0, mostSuites);
  const rows = shown.map(({ suite, counts }) => {
    const { passed, failed, broken, flaky, skipped, total } = counts;
    return `| ${escaped(cutText(suite, 500))} | ${[passed, failed + broken, flaky, skipped, total].join(" | ")} |`;
  });
  const table = [
    "| suite | passed | failed | flaky | skipped | total |",
    "| --- | --: | --: | --: | --: | --: |",
    ...rows,
  ];
  const more = suites.length - shown.length;
  const body = table.join("\n") + (more > 0 ? `\n\n… and ${counted(more, "more suite")}.` : "");
  return folded(style, counted(suites.length, "suite"), body);
}
