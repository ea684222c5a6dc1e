import { type ErrorCode, errors } from "./errors.ts";
import type { Problem } from "./problemDocument.ts";

/** What went wrong, with a code of the catalogue; `detail` is the sentence about this one case. */
export class BackstoryError extends Error {
  readonly code: ErrorCode;
  /** Further facts about this one case, told to the client beside the sentence. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: string, facts: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(detail, { cause });
    this.name = "BackstoryError";
    this.code = code;
    this.facts = facts;
  }

  /** The problem document that tells this error to a client. */
  toProblem(): Problem {
    const { title, status, hint } = errors[this.code];
    const type = `urn:backstory:error:${this.code}`;
    return { ...this.facts, type, title, status, code: this.code, detail: this.message, hint };
  }
}
