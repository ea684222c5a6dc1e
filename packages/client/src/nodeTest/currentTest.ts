import { createHook, executionAsyncResource } from "node:async_hooks";
import { registerCurrentTest } from "../inTest/currentTest.ts";
import { factsVariable } from "../inTest/facts.ts";
import { type Level, placeOf, testKey } from "./testKey.ts";

/** As much of Node's own test objects as is needed here: all that Node 20 to 26 have in common. */
interface NodeTest {
  readonly name?: string;
  readonly loc?: { readonly file?: string; readonly line?: number; readonly column?: number };
  readonly testNumber?: number;
  readonly parent?: NodeTest | null;
  readonly subtests?: readonly NodeTest[];
  readonly constructor: { readonly name: string };
}

/**
 * Lets tests of Node's runner be found. Each test there is an asynchronous resource of the type `Test`, and whatever a
 * test starts is told to begin within it: so the right one is found in concurrent tests, too. There is nothing that
 * Node itself would say before Node 26. The hooks of a suite belong to no test.
 */
export function findTestsOfNode(): void {
  if (process.env[factsVariable] === undefined || !mayBeNodeTest()) return;
  const tests = new WeakMap<object, NodeTest>();
  createHook({
    init(_, type, __, resource) {
      const test = type === "Test" ? (resource as NodeTest) : tests.get(executionAsyncResource());
      if (test !== undefined) tests.set(resource, test);
    },
  }).enable();
  registerCurrentTest("node:test", () => {
    const test = tests.get(executionAsyncResource());
    return test?.constructor.name === "Test" ? { key: keyOf(test) } : undefined;
  });
}

/** A process that another runner has made is none of Node's own. */
function mayBeNodeTest(): boolean {
  const { env, execArgv } = process;
  return env["NODE_TEST_CONTEXT"] !== undefined || execArgv.some((word) => word.startsWith("--test"));
}

function keyOf(test: NodeTest): string {
  const chain: NodeTest[] = [];
  // The root has no parent, and is no test.
  for (let next = test; next.parent; next = next.parent) chain.unshift(next);
  const [outermost] = chain;
  return testKey(chain.map(levelOf), outermost === undefined ? 0 : repeatedBefore(outermost));
}

function levelOf({ name = "", loc, testNumber }: NodeTest): Level {
  return { name, file: loc?.file, line: loc?.line, column: loc?.column, number: testNumber };
}

function repeatedBefore(test: NodeTest): number {
  const siblings = test.parent?.subtests ?? [];
  const place = placeOf(levelOf(test));
  return siblings.slice(0, siblings.indexOf(test)).filter((sibling) => placeOf(levelOf(sibling)) === place).length;
}
