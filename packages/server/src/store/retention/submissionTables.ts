/**
 * The tables that hold rows of submissions by month, in the order in which a submission leaves them. `submissionParts` is
 * the last, because it is what tells that a submission is there: a removal that was cut short is found again by it.
 * `runs` and `submissionSummaries` hold no months, and people's facts (marks, overrides) stay.
 */
export const submissionTables = [
  "submissionArrivals",
  "submissions",
  "submissionEnds",
  "submissionSpans",
  "resultsByRun",
  "resultsByTest",
  "failures",
  "resultDetails",
  "events",
  "errors",
  "refusedLines",
  "attachments",
  "submissionParts",
] as const;
