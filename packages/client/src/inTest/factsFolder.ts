import { existsSync, readFileSync, rmSync } from "node:fs";
import { type Fact, factsVariable } from "./facts.ts";
import { factsFile, toldFolder } from "./factsFile.ts";
import { newFactsFolder, removeLeftFolders } from "./leftFolders.ts";

const none: readonly Fact[] = [];

/**
 * The recorder's side of the channel. It is opened in the main process before workers start, which inherit its address; a
 * recorder takes what an attempt told once that is over, and removes the folder at the end.
 */
export class FactsFolder {
  readonly #folder: string;
  readonly #told: string;
  readonly #before: string | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#told = toldFolder(folder);
    this.#before = process.env[factsVariable];
    process.env[factsVariable] = folder;
    process.once("exit", this.#delete);
  }

  /**
   * Opens the channel, and takes away what killed recorders left. Undefined when there is no place for files: then tests
   * tell nothing.
   */
  static open(): FactsFolder | undefined {
    removeLeftFolders();
    try {
      return new FactsFolder(newFactsFolder());
    } catch {
      return undefined;
    }
  }

  /** What the attempt told, in its order, and forgets it. It costs next to nothing as long as no test told anything. */
  take(key: string): readonly Fact[] {
    if (!existsSync(this.#told)) return none;
    const path = factsFile(this.#folder, key);
    if (!existsSync(path)) return none;
    const lines = readFileSync(path, "utf8").split("\n");
    rmSync(path, { force: true });
    return lines.map(factOf).filter((fact) => fact !== undefined);
  }

  /** Deletes what is left, and lets the variable be what it was. */
  remove(): void {
    process.off("exit", this.#delete);
    this.#delete();
    if (process.env[factsVariable] === this.#folder) {
      if (this.#before === undefined) delete process.env[factsVariable];
      else process.env[factsVariable] = this.#before;
    }
  }

  readonly #delete = (): void => {
    try {
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // The system cleans the folder of temporary files.
    }
  };
}

/** Undefined for the line that a worker died in. */
function factOf(line: string): Fact | undefined {
  try {
    return JSON.parse(line) as Fact;
  } catch {
    return undefined;
  }
}
