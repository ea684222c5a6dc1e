import type { Change, ChangeClass, ChangeList, Changes, ComparedSide } from "@backstory/model";
import { counted, duration, firstLine, moment, percent, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { type Printable, printable } from "./output/printList.ts";

/** What each class of changes is called. */
const classTitles: Readonly<Record<ChangeClass, string>> = {
  newlyFailing: "Newly failing",
  failingDifferently: "Failing differently",
  stillFailing: "Still failing",
  worse: "Failing more often",
  flaky: "Flaky",
  slower: "Slower",
  fixed: "Fixed",
  better: "Failing less often",
  added: "Added",
  missing: "Missing",
  unreported: "Not reported",
  skippedNow: "Skipped now",
};

/** The lists of changes that have anything in them, with the two sides above. */
export function changeLists(changes: Changes): Printable[] {
  const lists = changes.lists.filter(({ tests }) => tests > 0);
  const sides = printable({ items: sidesOf(changes), columns: sideColumns, empty: "", note: sidesNote(changes) });
  const nothing = printable({ items: [], columns: [], empty: nothingChanged(changes) });
  if (lists.length === 0) return [sides, nothing];
  return [
    sides,
    ...lists.map((list) =>
      printable({
        items: list.items,
        columns: columnsOf(list.class),
        empty: "",
        title: `${classTitles[list.class]}: ${counted(list.tests, "test")}`,
        note:
          list.nextCursor === null ? undefined : `There are more: --class ${list.class} --cursor ${list.nextCursor}`,
      }),
    ),
  ];
}

/** Every change as one list, for CSV. */
export function changeRows({ lists }: Changes): Printable {
  const items = lists.flatMap((list) => list.items.map((change) => ({ ...change, class: list.class })));
  return printable({ items, columns: rowColumns, empty: "" });
}

function nothingChanged({ before }: Changes): string {
  return before === null ? "There is nothing before to compare with." : "Nothing changed.";
}

interface Side {
  readonly what: string;
  readonly side: ComparedSide;
}

function sidesOf({ before, after }: Changes): Side[] {
  return [...(before === null ? [] : [{ what: "before", side: before }]), { what: "after", side: after }];
}

function sidesNote({ tests, before, after }: Changes): string | undefined {
  const unready = [before, after].filter((side) => side !== null && !side.isComplete).length;
  if (unready === 0) return `${counted(tests, "test")} on either side.`;
  return `${counted(tests, "test")} on either side; a run is not complete, so nothing is said of tests that it lacks.`;
}

const sideColumns: readonly Column<Side>[] = [
  { title: "", key: "side", cell: ({ what }) => what },
  { title: "RUNS", key: "runs", cell: ({ side }) => String(side.runs.length), isNumber: true },
  { title: "STARTED", key: "startedAt", cell: ({ side }) => moment(side.runs[0]?.startedAt ?? "") },
  { title: "TARGET", key: "target", cell: ({ side }) => side.runs[0]?.target ?? "" },
  { title: "BRANCH", key: "branch", cell: ({ side }) => side.runs[0]?.branch ?? "", isText: true },
  { title: "BUILD", key: "buildName", cell: ({ side }) => side.runs[0]?.buildName ?? "", isText: true },
  { title: "COMMIT", key: "commit", cell: ({ side }) => shortCommit(side.runs[0]?.commit ?? "") },
  { title: "RUN", key: "runId", cell: ({ side }) => side.runs[0]?.runId ?? "" },
];

const names: readonly Column<Change>[] = [
  { title: "SUITE", key: "suite", cell: (change) => change.suite, isText: true },
  {
    title: "NAME",
    key: "name",
    cell: (change) => change.displayName || change.name,
    value: (change) => change.name,
    isText: true,
  },
];

const since: Column<Change> = {
  ...{ title: "SINCE", key: "since" },
  cell: ({ since: story }) =>
    story === null
      ? ""
      : `${story.firstFailure.buildName || moment(story.firstFailure.startedAt)}, ${counted(story.runs, "run")}`,
};

const message: Column<Change> = {
  ...{ title: "MESSAGE", key: "message", isText: true },
  cell: ({ after }) => firstLine(after.failure?.message ?? ""),
};

const messageBefore: Column<Change> = {
  ...{ title: "MESSAGE BEFORE", key: "messageBefore", isText: true },
  cell: ({ before }) => firstLine(before.failure?.message ?? ""),
};

const times: readonly Column<Change>[] = [
  {
    title: "TIME",
    key: "durationMs",
    cell: ({ slowness }) => duration(slowness?.durationMs ?? 0),
    value: ({ slowness }) => slowness?.durationMs ?? null,
    isNumber: true,
  },
  {
    title: "BEFORE",
    key: "medianMs",
    cell: ({ slowness }) => duration(slowness?.medianMs ?? 0),
    value: ({ slowness }) => slowness?.medianMs ?? null,
    isNumber: true,
  },
  {
    title: "TIMES",
    key: "ratio",
    cell: ({ slowness }) => (slowness?.ratio ?? 0).toFixed(1),
    value: ({ slowness }) => slowness?.ratio ?? null,
    isNumber: true,
  },
];

const rates: readonly Column<Change>[] = [
  { title: "BEFORE", key: "failingBefore", cell: ({ before }) => `${before.failing} of ${before.runs}` },
  { title: "AFTER", key: "failingAfter", cell: ({ after }) => `${after.failing} of ${after.runs}` },
  { title: "CHANCE", key: "q", cell: ({ q }) => percent(q), value: ({ q }) => q, isNumber: true },
];

const absence: Column<Change> = { title: "WHY", key: "absence", cell: (change) => change.absence ?? "" };

const columnsOfClass: Partial<Record<ChangeClass, readonly Column<Change>[]>> = {
  newlyFailing: [...names, message],
  stillFailing: [...names, since, message],
  failingDifferently: [...names, messageBefore, message],
  slower: [...names, ...times],
  worse: [...names, ...rates],
  better: [...names, ...rates],
  missing: [...names, absence],
  unreported: [...names, absence],
  flaky: [...names, message],
};

function columnsOf(kind: ChangeClass): readonly Column<Change>[] {
  return columnsOfClass[kind] ?? names;
}

type ClassedChange = Change & { readonly class: ChangeList["class"] };

const rowColumns: readonly Column<ClassedChange>[] = [
  { title: "CLASS", key: "class", cell: (change) => change.class },
  ...names,
  { title: "", key: "before", cell: ({ before }) => before.outcome ?? "" },
  { title: "", key: "after", cell: ({ after }) => after.outcome ?? "" },
  message,
  absence,
  ...times,
  { title: "", key: "p", cell: () => "", value: ({ p }) => p },
  { title: "", key: "q", cell: () => "", value: ({ q }) => q },
  { title: "", key: "testId", cell: (change) => change.testId },
];
