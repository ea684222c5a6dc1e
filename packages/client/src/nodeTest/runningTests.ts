import type { TestData } from "./testEvent.ts";

/**
 * Tests that began and have not ended, by their file. Node tells of a beginning and an end at once, and of the result when
 * those that stand before it are told.
 */
export class RunningTests {
  readonly #running = new Map<string, TestData[]>();
  /** When tests began, for those whose result is to come. */
  readonly #starts = new Map<string, number[]>();

  began(data: TestData): void {
    const file = data.file ?? "";
    const running = this.#running.get(file) ?? [];
    this.#running.set(file, running);
    running.push(data);
  }

  completed(data: TestData): void {
    const place = placeIn(data);
    const running = this.#running.get(data.file ?? "") ?? [];
    const index = running.findIndex((other) => isSame(other, data));
    if (index >= 0) running.splice(index, 1);
    const starts = this.#starts.get(place) ?? [];
    this.#starts.set(place, starts);
    starts.push(Date.now() - (data.details?.duration_ms ?? 0));
  }

  /** When a test began whose result is told now. */
  takeStart(data: TestData): number {
    const place = placeIn(data);
    const starts = this.#starts.get(place);
    const start = starts?.shift();
    if (starts?.length === 0) this.#starts.delete(place);
    return start ?? Date.now() - (data.details?.duration_ms ?? 0);
  }

  get isEmpty(): boolean {
    return [...this.#running.values()].every((running) => running.length === 0);
  }

  /** The files in which something runs. */
  files(): string[] {
    return [...this.#running.keys()];
  }

  /** The innermost ones that still ran in a file whose process is gone, each with what it stood in. They are forgotten. */
  takeRunning(file: string): { test: TestData; suites: readonly TestData[] }[] {
    const running = this.#running.get(file) ?? [];
    this.#running.delete(file);
    const deepest = Math.max(...running.map(({ nesting = 0 }) => nesting));
    const suites = running.filter(({ nesting = 0 }) => nesting < deepest);
    return running.filter(({ nesting = 0 }) => nesting === deepest).map((test) => ({ test, suites }));
  }
}

function isSame(one: TestData, other: TestData): boolean {
  const isThere = one.line === other.line && one.column === other.column && one.nesting === other.nesting;
  return isThere && one.name === other.name;
}

function placeIn({ file, line, column, nesting, name }: TestData): string {
  return `${file}\n${line}\n${column}\n${nesting}\n${name}`;
}
