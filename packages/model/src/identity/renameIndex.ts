/** Which id a test had, and which it has since. */
export interface RenameLink {
  readonly from: string;
  readonly to: string;
}

/** The accepted renames of a project, to be asked and added to. */
export interface RenameIndex {
  /** The newest id of a test; the id itself when it has no other. */
  newest(testId: string): string;
  /** The ids that are one test, the newest first. */
  group(testId: string): string[];
  /** Why two tests cannot be joined; undefined when they can, or are joined just so. */
  obstacle(link: RenameLink): string | undefined;
  add(link: RenameLink): void;
}

/** Follows renames to their ends. A test goes on as one other and from one other only, so that each group is one chain. */
export function renameIndex(links: readonly RenameLink[]): RenameIndex {
  const next = new Map(links.map(({ from, to }) => [from, to]));
  const previous = new Map(links.map(({ from, to }) => [to, from]));
  const newest = (testId: string): string => chainOf(next, testId).at(-1) as string;
  return {
    newest,
    group: (testId) => chainOf(previous, newest(testId)),
    obstacle({ from, to }) {
      if (from === to) return "A test cannot be renamed to itself";
      const onward = next.get(from);
      if (onward === to) return undefined;
      if (newest(from) === newest(to)) return `${from} and ${to} are one test already`;
      if (onward !== undefined) return `${from} goes on as ${onward} already`;
      const before = previous.get(to);
      return before === undefined ? undefined : `${to} goes on from ${before} already`;
    },
    add({ from, to }) {
      next.set(from, to);
      previous.set(to, from);
    },
  };
}

/** Writing keeps circles out; in a table that was changed by hand, one ends before it repeats. */
function chainOf(steps: ReadonlyMap<string, string>, first: string): string[] {
  const chain = new Set([first]);
  for (let id = steps.get(first); id !== undefined && !chain.has(id); id = steps.get(id)) chain.add(id);
  return [...chain];
}
