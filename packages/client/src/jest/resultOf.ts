import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { failureOf, type ThrownError } from "../recording/failureOf.ts";
import { fieldOf } from "../recording/thrownValue.ts";
import type { FileUnderTest, NamedAttempt } from "./fileUnderTest.ts";
import type { CaseResult, CaseStart } from "./jestTypes.ts";
import { statusOf } from "./statusOf.ts";
import { thrownOf } from "./thrownOf.ts";

const mostAttempts = 255;

/** How one attempt of a test ended. */
export function resultOf(test: CaseResult, named: NamedAttempt, file: FileUnderTest): ResultToWrite {
  const [status, rawStatus] = statusOf(test);
  const durationMs = Math.max(0, test.duration ?? 0);
  const startedAt = test.startedAt ?? test.startAt ?? Date.now() - durationMs;
  const result: ResultToWrite = {
    ...namesOf(test, named, file),
    status,
    rawStatus,
    startedAt: new Date(startedAt).toISOString(),
    durationMs,
  };
  if (test.location) result.line = test.location.line;
  if (test.failureMessages.length > 0) result.failure = failureOf(errorsOf(test));
  return result;
}

/** The errors of an attempt. Jest 30 tells causes in the text, an older one only of tests that run in its own process. */
function errorsOf({ failureMessages, failureDetails }: CaseResult): ThrownError[] {
  return failureMessages.map((text, index) => {
    const cause = fieldOf(failureDetails?.[index], "cause");
    const isTold = cause === undefined || text.includes("\n[cause]: ");
    return isTold ? thrownOf(text) : { ...thrownOf(text), cause };
  });
}

/**
 * The attempts of a test that came with its file alone, after the `told` ones: how the earlier ones failed is in one list,
 * and how long they took is not told.
 */
export function resultsOf(
  test: CaseResult,
  { number, attempt, told }: NamedAttempt & { readonly told: number },
  file: FileUnderTest,
): ResultToWrite[] {
  const last = resultOf(test, { number, attempt }, file);
  const reasons = test.retryReasons ?? [];
  const earlier = Array.from({ length: Math.min(attempt, mostAttempts) - 1 }, (_, index): ResultToWrite => {
    const reason = reasons[index];
    return {
      ...namesOf(test, { number, attempt: index + 1 }, file),
      status: "failed",
      rawStatus: "failed",
      startedAt: last.startedAt,
      durationMs: 0,
      ...(reason === undefined ? {} : { failure: failureOf([thrownOf(reason)]) }),
    };
  });
  return [...earlier.slice(told), last];
}

/** A test that was running when its worker died. */
export function resultOfUnended(test: CaseStart, number: number, file: FileUnderTest): ResultToWrite {
  const startedAt = test.startedAt ?? file.startedAt;
  return {
    ...namesOf(test, { number, attempt: 1 }, file),
    resultId: `${file.number}.unended.${number}`,
    status: "broken",
    rawStatus: "pending",
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt),
  };
}

function namesOf(test: CaseStart, { number, attempt }: NamedAttempt, file: FileUnderTest) {
  const title = cutText(test.title, bounds.word - 16) || "(no name)";
  const name = number === 1 ? title : `${title} #${number}`;
  const suite = [file.suite, ...test.ancestorTitles].join(" > ");
  return {
    kind: "result",
    resultId: `${file.number}:${cutText(`${suite} > ${name}`, bounds.word - 32)}:${attempt}`,
    suite: cutText(suite, bounds.word),
    name,
    attempt: Math.min(attempt, mostAttempts),
    file: file.file,
    ...(name === test.title ? {} : { displayName: cutText(test.title, bounds.word) }),
    ...(file.project === "" ? {} : { labels: { project: [file.project] } }),
  } as const;
}
