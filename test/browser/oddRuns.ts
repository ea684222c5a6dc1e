import type { Line } from "./postRecords.ts";
import { type ResultDraft, type Submission, submission } from "./submission.ts";

/** How many tests {@link hugeRun} has, and how many of them fail. */
export const hugeStory = { total: 5_000, failed: 25 } as const;

/** One run of thousands of tests. */
export function hugeRun(): Submission {
  const results = Array.from({ length: hugeStory.total }, (_, index): ResultDraft => {
    const isFailed = index % 200 === 17;
    return {
      suite: `src/part-${String(Math.floor(index / 100)).padStart(2, "0")}.test.ts > part ${Math.floor(index / 100)}`,
      name: `handles case ${index}`,
      status: isFailed ? "failed" : "passed",
      durationMs: (index * 7919) % 900,
      ...(isFailed ? { failure: { type: "AssertionError", message: `expected ${index} to be ${index + 1}` } } : {}),
    };
  });
  const first = {
    target: "unit",
    runner: { name: "vitest", version: "4.1.12" },
    git: { branch: "main", commit: "ab".repeat(20) },
  };
  return submission(30, first, results);
}

/** Names and texts that try to be markup, scripts, other names, or too long. */
export const hostileNames = [
  `<script>document.title = "owned"</script>`,
  `<img src=x onerror="document.title='owned'">`,
  "refuses \u202egnp.exe\u202c files",
  "שלום עולם handles right-to-left names مرحبا",
  "👩‍🚀 launches 🚀 with e\u0301 and \u0007 bell",
  `${"very".repeat(120)}_long_name`,
  "javascript:alert(1)",
] as const;

/** A run whose every text is hostile. */
export function hostileRun(): Submission {
  const results = hostileNames.map(
    (name): ResultDraft => ({
      name,
      suite: `tests.<b>bold</b>.${name.slice(0, 40)}`,
      status: "failed",
      failure: {
        type: "<i>Error</i>",
        message: `${name}\n<svg onload="document.title='owned'">`,
        trace: `at ${name} (a.ts:1:1)`,
      },
      stdout: "\u001b]0;owned\u0007\u001b[2J<script>1</script>",
      links: [{ url: "javascript:document.title='owned'", name: "click me" }],
      params: { "<key>": "<value>" },
    }),
  );
  const first = {
    target: "hostile",
    build: { name: "<script>1</script>", description: "\u202eesrever" },
    git: { branch: "feature/<b>bold</b>", commit: "<i>not a hash</i>" },
    ci: { provider: "<u>ci</u>", runUrl: "javascript:alert(1)" },
  };
  return submission(45, first, results);
}

/** A run that broke while collecting, with a line that cannot be read. */
export function brokenRun(): { submissionId: string; lines: Line[] } {
  const { submissionId, lines } = submission(60, { target: "nightly" }, [{ name: "test_one", status: "passed" }]);
  const error = {
    ...{
      kind: "error" as const,
      where: "tests/test_orders.py",
      message: "ModuleNotFoundError: No module named 'orders'",
    },
    trace: 'Traceback (most recent call last):\n  File "tests/test_orders.py", line 1\n    import orders',
  };
  return { submissionId, lines: [...lines.slice(0, 2), error, "{this is no record", ...lines.slice(2)] };
}
