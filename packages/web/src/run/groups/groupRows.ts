import type { ResultGroup, RunResult } from "@backstory/model";
import type { SuiteNode } from "./suiteTree.ts";

/** A line of a grouped list: a group that can be opened, a result of the open one, or that these are on their way. */
export type GroupedRow =
  | { readonly kind: "group"; readonly key: string; readonly group: ShownGroup }
  | { readonly kind: "result"; readonly key: string; readonly result: RunResult; readonly depth: number }
  | { readonly kind: "waiting"; readonly key: string; readonly depth: number };

/** A group as a line shows it. `opens` is what the address names when it is open, `closed` when it is closed again. */
export interface ShownGroup {
  readonly word: string;
  readonly title: string;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly opens: string;
  readonly closed: string | undefined;
  readonly counts: ResultGroup["counts"];
  readonly durationMs: number;
}

/** What an open group has inside; undefined while it is on its way. */
export type Inside = readonly RunResult[] | undefined;

/** Groups one below the other, with the results of the one that is open. */
export function listRows(groups: readonly ResultGroup[], open: string | undefined, inside: Inside): GroupedRow[] {
  return groups.flatMap((each): GroupedRow[] => {
    const isOpen = each.group === open;
    const { counts, durationMs } = each;
    const group: ShownGroup = {
      ...{ word: each.name, title: each.name, depth: 0, isOpen, counts, durationMs },
      ...{ opens: each.group, closed: undefined },
    };
    return [{ kind: "group", key: each.group, group }, ...(isOpen ? insideRows(inside, 1, each.group) : [])];
  });
}

/** A tree of suites with the branch that is open, and the results of the suite at its end. `open` is the path of a node. */
export function treeRows(nodes: readonly SuiteNode[], open: string | undefined, inside: Inside): GroupedRow[] {
  return rowsBelow(nodes, { open, inside, depth: 0, above: undefined });
}

interface Branch {
  readonly open: string | undefined;
  readonly inside: Inside;
  readonly depth: number;
  readonly above: string | undefined;
}

function rowsBelow(nodes: readonly SuiteNode[], branch: Branch): GroupedRow[] {
  const { open, inside, depth, above } = branch;
  return nodes.flatMap((node): GroupedRow[] => {
    const key = nodeKey(node);
    const isOpen = open !== undefined && (open === key || hasInside(node, open));
    const { counts, durationMs } = node;
    const title = node.path;
    const group: ShownGroup = { word: node.word, title, depth, isOpen, opens: key, closed: above, counts, durationMs };
    if (!isOpen) return [{ kind: "group", key, group }];
    const own = node.group !== undefined && open === key ? insideRows(inside, depth + 1, key) : [];
    const below = rowsBelow(node.children, { open, inside, depth: depth + 1, above: key });
    return [{ kind: "group", key, group }, ...own, ...below];
  });
}

/** How the address names a node: paths alone could be empty. */
export function nodeKey(node: Pick<SuiteNode, "path">): string {
  return `path:${node.path}`;
}

function hasInside(node: SuiteNode, open: string): boolean {
  return node.children.some((child) => nodeKey(child) === open || hasInside(child, open));
}

function insideRows(inside: Inside, depth: number, key: string): GroupedRow[] {
  if (inside === undefined) return [{ kind: "waiting", key: `${key} waiting`, depth }];
  return inside.map((result) => ({ kind: "result", key: result.testId, result, depth }));
}

/** The group whose results a path of the tree asks for; undefined when no suite is called so. */
export function groupAt(nodes: readonly SuiteNode[], open: string | undefined): string | undefined {
  for (const node of nodes) {
    if (nodeKey(node) === open) return node.group?.group;
    const below = groupAt(node.children, open);
    if (below !== undefined) return below;
  }
  return undefined;
}
