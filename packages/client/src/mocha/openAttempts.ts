import type { ResultToWrite } from "@backstory/model";

/** The attempts that began in workers and have not ended. */
export class OpenAttempts {
  readonly #open = new Map<string, ResultToWrite>();

  began(result: ResultToWrite): void {
    this.#open.set(result.resultId, result);
  }

  ended(result: ResultToWrite): void {
    this.#open.delete(result.resultId);
  }

  /** Those whose worker is gone, as results, which are then forgotten. */
  left(): ResultToWrite[] {
    const left = [...this.#open.values()].map((result) => ({
      ...result,
      failure: { message: "The worker ended while this test ran." },
    }));
    this.#open.clear();
    return left;
  }
}
