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

/** A session that is over: every test of every worker, with what it stored. */
export interface HarvestedSession {
  /** What is known of its tests, in the layout of choice. */
  synthesis(options?: SynthesisOptions): Synthesis;
  readonly fixtureStore: FixtureStore;
  /** A sentence for each value that came as a placeholder, because no process can hand it to another. */
  readonly warnings: readonly string[];
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
    this.#tests.delete(id);
    this.#tests.set(id, { id, suite, name, file, status, durationMs, phases, params });
    for (const fact of told) if (fact.fact === "stored") this.#store(id, fact);
  }

  /** Hands the session over. What goes wrong there is told in a sentence; the run goes on. */
  async end(): Promise<void> {
    const session: HarvestedSession = {
      synthesis: (options) => synthesisOf({ tests: this.#tests.values(), fixtureStore: this.#fixtureStore }, options),
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
