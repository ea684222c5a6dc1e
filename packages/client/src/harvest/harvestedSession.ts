import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import type { Fact } from "../inTest/facts.ts";
import { stderrLine } from "../stderrLine.ts";
import { type FixtureStore, type HarvestedTest, harvestId, storeIn } from "./harvestedTest.ts";
import { markedBag } from "./resultsBag.ts";
import { storedValue } from "./storedValue.ts";
import { type Synthesis, type SynthesisOptions, synthesisOf } from "./synthesis.ts";
import type { SynthesisTable } from "./synthesisTable.ts";
import { isWanted } from "./testFilter.ts";

/** A session that is over: every test of every worker, with what it stored. */
export interface HarvestedSession {
  /** What is known of its tests, in the layout of choice. */
  synthesis(options?: SynthesisOptions): Synthesis;
  /** The attempts of each test that is asked for, by its full id, the last one last: each with what it stored itself. */
  attempts(filter?: SynthesisOptions["filter"]): ReadonlyMap<string, readonly HarvestedAttempt[]>;
  readonly fixtureStore: FixtureStore;
  /** A sentence for each value that came as a placeholder, because no process can hand it to another. */
  readonly warnings: readonly string[];
}

/** One attempt of a test: how it ended, how long it took, and the stored values by their keys. */
export interface HarvestedAttempt {
  readonly status: HarvestedTest["status"];
  readonly durationS: number | undefined;
  readonly fixtures: Readonly<Record<string, unknown>>;
}

/** What is done with a session at its end: a function of one's own, and a file that gets its table. */
export interface HarvestOptions {
  readonly onSessionEnd?: ((session: HarvestedSession) => void | Promise<void>) | undefined;
  readonly synthesis: string;
}

const writers: Readonly<Record<string, (table: SynthesisTable) => string>> = {
  ".csv": (table) => table.toCsv(),
  ".md": (table) => table.toMarkdown(),
  ".json": (table) => table.toJson(),
};

/** Gathers a session in the main process, from the results of its attempts. Of a test that is tried again the last counts. */
export class Harvest {
  readonly #options: HarvestOptions;
  readonly #tests = new Map<string, HarvestedTest>();
  /** The attempts that others followed, of those tests that have any. */
  readonly #earlier = new Map<string, HarvestedAttempt[]>();
  readonly #fixtureStore: FixtureStore = new Map();
  readonly #warnings: string[] = [];

  private constructor(options: HarvestOptions) {
    this.#options = options;
  }

  /** Undefined when nobody wants to know: then nothing is kept in memory. */
  static of(options: HarvestOptions): Harvest | undefined {
    return options.onSessionEnd === undefined && options.synthesis === "" ? undefined : new Harvest(options);
  }

  /** Takes an attempt that is over, with what it told. */
  add({ suite, name, file, status, durationMs, phases, params }: ResultToWrite, told: readonly Fact[]): void {
    const id = harvestId(suite, name);
    this.#setAside(id);
    this.#tests.set(id, { id, suite, name, file, status, durationMs, phases, params });
    for (const fact of told) if (fact.fact === "stored") this.#store(id, fact);
  }

  /** Hands the session over. What goes wrong there is told in a sentence; the run goes on. */
  async end(): Promise<void> {
    const session: HarvestedSession = {
      synthesis: (options) => synthesisOf({ tests: this.#tests.values(), fixtureStore: this.#fixtureStore }, options),
      attempts: (filter) => this.#attempts(filter),
      fixtureStore: this.#fixtureStore,
      warnings: this.#warnings,
    };
    const [warning] = this.#warnings;
    if (warning !== undefined)
      stderrLine(`${warning}${this.#warnings.length > 1 ? ` (and ${this.#warnings.length - 1} more)` : ""}`);
    await told("onSessionEnd failed", () => this.#options.onSessionEnd?.(session));
    const { synthesis } = this.#options;
    if (synthesis) await told(`no synthesis was written to ${synthesis}`, () => write(synthesis, session));
  }

  /** Puts away the attempt before this one. Nothing of it is taken for the new one's. */
  #setAside(id: string): void {
    const before = this.#tests.get(id);
    if (before === undefined) return;
    this.#earlier.set(id, [...(this.#earlier.get(id) ?? []), attemptOf(before, this.#fixtureStore)]);
    this.#tests.delete(id);
    for (const byTest of this.#fixtureStore.values()) byTest.delete(id);
  }

  #attempts(filter: SynthesisOptions["filter"]): Map<string, HarvestedAttempt[]> {
    const tests = Array.from(this.#tests.values()).filter((test) => isWanted(test, filter));
    return new Map(
      tests.map((test) => [test.id, [...(this.#earlier.get(test.id) ?? []), attemptOf(test, this.#fixtureStore)]]),
    );
  }

  #store(id: string, fact: Extract<Fact, { fact: "stored" }>): void {
    const { key, entry, trouble } = fact;
    if (trouble !== undefined) this.#warnings.push(`'${entry ?? key}' of ${id} came as a placeholder: ${trouble}`);
    if (entry === undefined) {
      storeIn(this.#fixtureStore, { key, id, value: storedValue(fact) });
      return;
    }
    const bag = (this.#fixtureStore.get(key)?.get(id) as Record<string, unknown> | undefined) ?? markedBag({});
    storeIn(this.#fixtureStore, { key, id, value: bag });
    if (fact.value === undefined) delete bag[entry];
    else bag[entry] = storedValue(fact);
  }
}

function attemptOf({ id, status, durationMs }: HarvestedTest, fixtureStore: FixtureStore): HarvestedAttempt {
  const stored = Array.from(fixtureStore).filter(([, byTest]) => byTest.has(id));
  return {
    status,
    durationS: durationMs === undefined ? undefined : durationMs / 1_000,
    fixtures: Object.fromEntries(stored.map(([key, byTest]) => [key, byTest.get(id)])),
  };
}

async function told(what: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    stderrLine(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function write(path: string, session: HarvestedSession): void {
  const writer = writers[extname(path).toLowerCase()];
  if (writer === undefined) throw new Error(`its name does not end in ${Object.keys(writers).join(", ")}`);
  const text = writer(session.synthesis().toTable());
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
