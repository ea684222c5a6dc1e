import { type HarvestedTest, harvestId } from "../harvest/harvestedTest.ts";
import { RepeatedNames } from "../recording/repeatedNames.ts";

/** As much of Vitest's task as names it; the types of Vitest's versions differ. */
export interface NamedTask {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly suite?: NamedTask | undefined;
  readonly file: NamedTask & { readonly projectName?: string | undefined };
  readonly tasks?: readonly NamedTask[];
  readonly fails?: boolean | undefined;
  readonly result?: { readonly state: string; readonly startTime?: number | undefined } | undefined;
}

const names = new WeakMap<NamedTask, Map<string, Pick<HarvestedTest, "id" | "suite" | "name" | "file">>>();

/** How the recorder names a test, found where it runs. */
export function namesOf(task: NamedTask): Pick<HarvestedTest, "id" | "suite" | "name" | "file"> {
  const known = names.get(task.file) ?? namesIn(task.file);
  names.set(task.file, known);
  return known.get(task.id) ?? named(suiteOf(task), task.name, task.file.name);
}

/** A test of Vitest whose attempt is over. */
export function harvestedTask(task: NamedTask): HarvestedTest {
  const { result } = task;
  const startTime = result?.startTime;
  return {
    ...namesOf(task),
    status: statusOf(result?.state, task.fails === true),
    ...(startTime === undefined ? {} : { durationMs: Math.max(0, Date.now() - startTime) }),
  };
}

function statusOf(state: string | undefined, fails: boolean): HarvestedTest["status"] {
  if (state === "pass" || state === "fail") return (state === "pass") === fails ? "failed" : "passed";
  return state === "skip" ? "skipped" : "pending";
}

function namesIn(file: NamedTask) {
  const repeated = new RepeatedNames();
  const found = new Map<string, Pick<HarvestedTest, "id" | "suite" | "name" | "file">>();
  for (const test of testsIn(file)) {
    const suite = suiteOf(test);
    found.set(test.id, named(suite, repeated.next(suite, test.name), file.name));
  }
  return found;
}

function* testsIn(task: NamedTask): Generator<NamedTask> {
  if (task.type === "test") yield task;
  for (const inner of task.tasks ?? []) yield* testsIn(inner);
}

function suiteOf({ suite, file }: NamedTask): string {
  const describes: string[] = [];
  for (let each = suite; each !== undefined && each !== file; each = each.suite) describes.unshift(each.name);
  const { projectName } = file;
  return [projectName ? `|${projectName}| ${file.name}` : file.name, ...describes].join(" > ");
}

function named(suite: string, name: string, file: string) {
  return { id: harvestId(suite, name), suite, name, file };
}
