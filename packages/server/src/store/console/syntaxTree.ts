/** One node of a parsed statement, as EXPLAIN AST writes it: `Function count (alias n) (children 1)`. */
export interface SyntaxNode {
  /** What it is, as `Function`. */
  readonly kind: string;
  /** What stands behind the kind: its name, alias and number of children. */
  readonly rest: string;
  /** The kind of the node that it is part of; empty for the first. */
  readonly parent: string;
}

/**
 * The nodes of a parsed statement, a line each, the deeper the more it is indented. A name with a line break in it, or a
 * text, can add lines that are no nodes, but none can take the line of a node away.
 */
export function syntaxNodes(explained: string): SyntaxNode[] {
  const path: string[] = [];
  return explained
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const {
        indent = "",
        kind = "",
        rest = "",
      } = /^(?<indent> *)(?<kind>\S*) ?(?<rest>.*)$/s.exec(line)?.groups ?? {};
      const depth = indent.length;
      const parent = path[depth - 1] ?? "";
      path.length = Math.min(path.length, depth);
      path[depth] = kind;
      return { kind, rest, parent };
    });
}
