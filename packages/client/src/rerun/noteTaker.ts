import { appendFileSync } from "node:fs";
import type { RecordToWrite, ResultToWrite } from "@backstory/model";
import { type DeliveryNote, keyOf, type NotedTest, type RerunPlan, type RunNote } from "./runNote.ts";
import { planHere, type RunPlace, runPlace } from "./runPlace.ts";

/** Notes for `backstory run` what a recorder records: what failed, so that it can be run again. */
export class NoteTaker {
  /** The submission that this one runs again, in part. */
  readonly rerunOf: string | undefined;
  readonly #place: RunPlace;
  readonly #runner: string;
  readonly #asked: ReadonlySet<string> | undefined;
  readonly #failed = new Map<string, NotedTest>();
  readonly #passed = new Map<string, NotedTest>();
  #results = 0;
  #errors = 0;

  private constructor(place: RunPlace, runner: string, plan: RerunPlan | undefined) {
    this.#place = place;
    this.#runner = runner;
    this.rerunOf = plan?.of;
    this.#asked = plan && new Set(plan.tests.map(keyOf));
  }

  /** Undefined where no `backstory run` waits for a note. */
  static open(runner: string): NoteTaker | undefined {
    const place = runPlace();
    return place && new NoteTaker(place, runner, planHere(runner));
  }

  /** Takes a record. False when it tells of a test that this rerun was not asked for and that the runner passed over. */
  take(record: RecordToWrite): boolean {
    if (record.kind === "error") this.#errors += 1;
    if (record.kind !== "result") return true;
    const isTaken = this.#takeResult(record);
    if (isTaken) this.#results += 1;
    return isTaken;
  }

  /** Leaves the note. */
  write(submissionId: string, exitStatus: number | undefined): void {
    const { cwd, argv, stopsEarly = false } = this.#place;
    const note: RunNote = {
      ...{ submissionId, runner: this.#runner, cwd, argv },
      ...(exitStatus === undefined ? {} : { exitStatus }),
      ...{ results: this.#results, errors: this.#errors, isCut: stopsEarly && this.#failed.size > 0 },
      ...{ failed: [...this.#failed.values()], passed: [...this.#passed.values()] },
    };
    this.#append(note);
  }

  /** Leaves word of the delivery, in the place of a line on stderr: the whole command has one. */
  writeDelivery(note: DeliveryNote): void {
    this.#append(note);
  }

  #append(note: RunNote | DeliveryNote): void {
    appendFileSync(this.#place.notesFile as string, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  }

  #takeResult(result: ResultToWrite): boolean {
    const { status } = result;
    if (status === "failed" || status === "broken") {
      const key = keyOf(result);
      this.#passed.delete(key);
      this.#failed.set(key, noted(result));
    } else if (this.#asked !== undefined) {
      const key = keyOf(result);
      if (status === "skipped") return this.#asked.has(key);
      this.#failed.delete(key);
      this.#passed.set(key, noted(result));
    } else if (this.#failed.size > 0 && status === "passed") this.#failed.delete(keyOf(result));
    return true;
  }
}

function noted({ suite, name, displayName, params, file, line }: ResultToWrite): NotedTest {
  return JSON.parse(JSON.stringify({ suite, name, displayName, params, file, line })) as NotedTest;
}
