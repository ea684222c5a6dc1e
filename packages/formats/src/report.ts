import type { ResultToWrite, SubmissionToWrite } from "@backstory/model";

/** What a file says of the run as a whole. */
export interface ReportFacts {
  readonly runner: SubmissionToWrite["runner"];
  /** When the run began; what was assumed when the file does not say. */
  readonly startedAt: string;
  /** When the last result ended, or what the file says. */
  readonly finishedAt: string;
  readonly build?: SubmissionToWrite["build"];
  readonly git?: SubmissionToWrite["git"];
  readonly host?: SubmissionToWrite["host"];
}

/** How a file is read. */
export interface Reading {
  /** When its run began, where the file does not say. ISO 8601 with milliseconds. */
  readonly startedAt: string;
  /** Is given each result as soon as it is read, in the order of the file. */
  readonly take: (result: ResultToWrite) => void;
}
