// Runs before Node's own test runner, in `node --test` or in a program that may have it run tests. It cannot be given a
// reporter besides those of its command line: the events of the first stream of tests are heard here, and handed to the
// recorder, which is a reporter.
// biome-ignore-all lint/style/noCommonJs: only CommonJS can be required before the program.
const { EventEmitter } = require("node:events") as typeof import("node:events");
const { readFileSync } = require("node:fs") as typeof import("node:fs");
const { resolve } = require("node:path") as typeof import("node:path");
const { Readable } = require("node:stream") as typeof import("node:stream");

import type { NotedTest, RerunPlan } from "../rerun/runNote.ts";
import type { RunPlace } from "../rerun/runPlace.ts";

type Reporter = import("node:stream").Transform;

const { env, execArgv } = process;
const words = [...execArgv, env["NODE_OPTIONS"] ?? ""].join(" ");
const place: RunPlace = {
  notesFile: env["BACKSTORY_RUN_NOTES"],
  planFile: env["BACKSTORY_RERUN_PLAN"],
  cwd: process.cwd(),
  argv: process.argv.slice(1),
};
(globalThis as unknown as Record<symbol, RunPlace>)[Symbol.for("backstory.run")] = place;

const plan = planHere();
if (plan?.tests.length === 0) process.exit(0);
const isRecordedElsewhere = /--watch\b|backstory[\\/]node-test|backstory[\\/]dist[\\/]nodeTest/.test(words);
if (execArgv.some((word) => /^--(?:experimental-)?test$/.test(word))) {
  forgetPreload();
  if (plan !== undefined) narrow(plan);
  // At once, because test files start at once, and inherit what the recorder sets.
  const events = isRecordedElsewhere ? undefined : reporter();
  if (events !== undefined) hear(() => events);
} else if (!isRecordedElsewhere) hear(beginLate);

/**
 * What runs tests itself is known by the first of them. Until then it may be anything, whose processes are to be met. Its
 * words are its own, and Node has read those for Node before us: of it everything runs again.
 */
function beginLate(): Reporter | undefined {
  forgetPreload();
  return reporter();
}

/** Test files, and what tests start, see the environment that they would see without us. */
function forgetPreload(): void {
  const rest = env["NODE_OPTIONS"]?.replace(env["BACKSTORY_PRELOAD"] ?? "", "").trim();
  delete env["BACKSTORY_PRELOAD"];
  if (rest) env["NODE_OPTIONS"] = rest;
  else delete env["NODE_OPTIONS"];
}

/** For a rerun: its files and names alone. Names are handed on to the processes of files; without these, files are whole. */
function narrow({ tests }: RerunPlan): void {
  const files = tests.flatMap(({ file }) => (file === undefined ? [] : [resolve(place.cwd, file)]));
  if (files.length > 0) process.argv.splice(1, process.argv.length - 1, ...new Set(files));
  execArgv.push(`--test-name-pattern=^(?:${[...new Set(tests.map(namePattern))].join("|")})$`);
}

/** Node 20 matches the own name of a test, later ones its full name. */
function namePattern({ suite, name, displayName = name }: NotedTest): string {
  const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const outer = suite.split(" > ").slice(1).map(escaped).join("(?: > | )");
  const own = [displayName, name.replace(/ #\d+$/, "")].map(escaped).join("|");
  return outer === "" ? `(?:${own})` : `(?:${outer} )?(?:${own})`;
}

function planHere(): RerunPlan | undefined {
  if (place.planFile === undefined) return undefined;
  const plans = JSON.parse(readFileSync(place.planFile, "utf8")) as RerunPlan[];
  const start = JSON.stringify(["node:test", place.cwd, place.argv]);
  return plans.find(({ runner, cwd, argv }) => JSON.stringify([runner, cwd, argv]) === start);
}

/** The recorder, which is a module. What it would print is for those who chose it as their reporter. */
function reporter(): Reporter | undefined {
  const { emitWarning } = process;
  // Node 20 calls loading a module in this way an experiment.
  process.emitWarning = () => {};
  try {
    const { default: OurReporter } = require("../nodeTest.js") as { default: new () => Reporter };
    return new OurReporter().resume();
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Copies what the stream of tests says. It is the first that says something of tests, and a stream as any other. */
function hear(begin: () => Reporter | undefined): void {
  const { emit } = EventEmitter.prototype;
  let events: Reporter | undefined;
  const hearing = { configurable: true, writable: true };
  const listen = function (this: object, type: string | symbol, ...data: unknown[]): boolean {
    if (typeof type === "string" && type.startsWith("test:")) {
      Reflect.deleteProperty(Readable.prototype, "emit");
      Object.defineProperty(this, "emit", { ...hearing, value: copy });
      events = begin();
      return copy.call(this, type, ...data);
    }
    return emit.call(this as never, type, ...data);
  };
  const copy = function (this: object, type: string | symbol, ...data: unknown[]): boolean {
    if (typeof type === "string" && type.startsWith("test:")) events?.write({ type, data: data[0] });
    else if (type === "end" || type === "close") events?.end();
    return emit.call(this as never, type, ...data);
  };
  Object.defineProperty(Readable.prototype, "emit", { ...hearing, value: listen });
}
