import type { CaseResult, CaseStart } from "./jestTypes.ts";

/** One test of a file, as far as it was told: which of its name, and how its newest attempt ended. */
interface ToldTest {
  readonly number: number;
  attempt: number;
  status: string;
  isMatched: boolean;
}

/** What names an attempt within its file: `number` tells tests of one name apart. */
export interface NamedAttempt {
  readonly number: number;
  readonly attempt: number;
}

/**
 * What was told of a file while it ran. Jest tells most tests one by one, and all of them once more with the file: here it
 * is known which of those are new.
 */
export class FileUnderTest {
  readonly suite: string;
  readonly file: string;
  readonly project: string;
  readonly number: number;
  readonly startedAt = Date.now();
  /** Whether another project runs the same file meanwhile: Jest does not say whose a test is that it tells then. */
  isAmbiguous = false;
  readonly #tests = new Map<string, ToldTest[]>();
  readonly #running = new Map<string, CaseStart>();

  constructor({ suite, file, project, number }: Pick<FileUnderTest, "suite" | "file" | "project" | "number">) {
    this.suite = suite;
    this.file = file;
    this.project = project;
    this.number = number;
  }

  began(start: CaseStart): void {
    this.#running.set(keyOf(start), start);
  }

  /** The tests that began and did not end. */
  running(): Iterable<CaseStart> {
    return this.#running.values();
  }

  /** Takes an attempt that ended, and numbers it. A second attempt belongs to the first test of its name that failed. */
  ended(result: CaseResult): NamedAttempt {
    const attempt = result.invocations ?? 1;
    const tests = this.#testsOf(result);
    this.#running.delete(keyOf(result));
    const tried = tests.find((test) => test.attempt === attempt - 1 && test.status === "failed");
    if (attempt > 1 && tried !== undefined) {
      tried.attempt = attempt;
      tried.status = result.status;
      return { number: tried.number, attempt };
    }
    return this.#add(result, tests);
  }

  /**
   * What is new of a test that comes with its file: the attempts after those that were told. Undefined when nothing is.
   */
  unlessTold(result: CaseResult): (NamedAttempt & { readonly told: number }) | undefined {
    const attempt = result.invocations ?? 1;
    const tests = this.#testsOf(result).filter((test) => !test.isMatched);
    const whole = tests.find((test) => test.attempt === attempt && test.status === result.status);
    const known = whole ?? tests.find((test) => test.attempt < attempt && test.status === "failed");
    if (known === undefined) return { ...this.#add(result, this.#testsOf(result), true), told: 0 };
    known.isMatched = true;
    return known === whole ? undefined : { number: known.number, attempt, told: known.attempt };
  }

  #add({ invocations, status }: CaseResult, tests: ToldTest[], isMatched = false): NamedAttempt {
    const test = { number: tests.length + 1, attempt: invocations ?? 1, status, isMatched };
    tests.push(test);
    return test;
  }

  #testsOf(result: CaseResult): ToldTest[] {
    const key = keyOf(result);
    const tests = this.#tests.get(key) ?? [];
    this.#tests.set(key, tests);
    return tests;
  }
}

function keyOf({ ancestorTitles, title }: CaseStart): string {
  return [...ancestorTitles, title].join("\u0000");
}
