import type { ResultGroup } from "@backstory/model";

/** A part of the names of suites, as `tests` of `tests.cart` and `tests.search`, with what is below it. */
export interface SuiteNode {
  /** The whole name up to here. */
  readonly path: string;
  /** What it adds to the name of the node above. */
  readonly word: string;
  readonly counts: ResultGroup["counts"];
  readonly durationMs: number;
  readonly children: readonly SuiteNode[];
  /** The group of the suite that is called exactly so; undefined when there is none. */
  readonly group: ResultGroup | undefined;
}

interface Draft {
  readonly path: string;
  readonly word: string;
  readonly children: Map<string, Draft>;
  group: ResultGroup | undefined;
}

const steps = / > |::|\//;

/**
 * The parts of a suite's name, what cuts them at the end of each: `tests/cart.test.ts > totals` is `tests/`,
 * `cart.test.ts > `, `totals`. Dots cut names that have nothing else to cut them, as those of pytest and Java.
 */
export function suiteParts(suite: string): string[] {
  const pieces = suite.split(steps.test(suite) ? /( > |::|\/)/ : /(\.)/);
  const parts: string[] = [];
  for (let index = 0; index < pieces.length; index += 2) parts.push((pieces[index] ?? "") + (pieces[index + 1] ?? ""));
  return parts.filter((part) => part !== "");
}

/** Suites as a tree by the parts of their names; parts that lead to one part alone are joined with it. */
export function suiteTree(groups: readonly ResultGroup[]): SuiteNode[] {
  const root: Draft = { path: "", word: "", children: new Map(), group: undefined };
  for (const group of groups) {
    let node = root;
    for (const part of suiteParts(group.name)) {
      let child = node.children.get(part);
      if (child === undefined) {
        child = { path: node.path + part, word: part, children: new Map(), group: undefined };
        node.children.set(part, child);
      }
      node = child;
    }
    node.group = group;
  }
  const nodes = [...root.children.values()].map(finished);
  return root.group === undefined ? nodes : [finished({ ...root, children: new Map() }), ...nodes];
}

function finished(draft: Draft): SuiteNode {
  const [only] = draft.children.values();
  if (only !== undefined && draft.children.size === 1 && draft.group === undefined) {
    return finished({ ...only, word: draft.word + only.word });
  }
  const children = [...draft.children.values()].map(finished);
  const parts = [...children, ...(draft.group ? [draft.group] : [])];
  const sum = (name: keyof ResultGroup["counts"]) => parts.reduce((total, part) => total + part.counts[name], 0);
  return {
    ...{ path: draft.path, word: draft.word, children, group: draft.group },
    counts: {
      ...{ passed: sum("passed"), failed: sum("failed"), broken: sum("broken") },
      ...{ skipped: sum("skipped"), flaky: sum("flaky"), total: sum("total") },
    },
    durationMs: parts.reduce((total, part) => total + part.durationMs, 0),
  };
}
