import { BackstoryError } from "@backstory/model";
import { isAllowedFunction, tableFunctions } from "./allowedFunctions.ts";
import { type SyntaxNode, syntaxNodes } from "./syntaxTree.ts";

/** What a statement may name: the tables to read, those that are kept away, and the databases there are. */
export interface Surroundings {
  readonly database: string;
  readonly databases: readonly string[];
  readonly readable: ReadonlySet<string>;
  /** Every other table of the database. */
  readonly hidden: readonly string[];
}

/**
 * Throws `sql-refused` unless a SELECT stays within what the console may do. It judges what the engine itself understood
 * (EXPLAIN AST), and by lists of what is allowed: a kind of clause, a function or a table that is not listed is refused.
 */
export function judgeStatement(explained: string, surroundings: Surroundings): void {
  const nodes = syntaxNodes(explained);
  const [first] = nodes;
  if (first?.kind !== "SelectWithUnionQuery")
    throw refused("Only SELECT, EXPLAIN, DESCRIBE and SHOW TABLES are run here");
  if (first.rest !== "(children 1)") throw refused("FORMAT, SETTINGS and INTO OUTFILE are the console's own");
  for (const node of nodes) judgeNode(node, surroundings);
}

const plainKinds = new Set([
  "SelectWithUnionQuery",
  "SelectIntersectExceptQuery",
  "SelectQuery",
  "ExpressionList",
  "Literal",
  "Asterisk",
  "QualifiedAsterisk",
  "ColumnsTransformerList",
  "ColumnsExceptTransformer",
  "ColumnsReplaceTransformer",
  "ColumnsReplaceTransformer::Replacement",
  "ColumnsRegexpMatcher",
  "ColumnsListMatcher",
  "TablesInSelectQuery",
  "TablesInSelectQueryElement",
  "TableExpression",
  "TableJoin",
  "ArrayJoin",
  "SampleRatio",
  "Subquery",
  "WithElement",
  "OrderByElement",
  "InterpolateElement",
  "WindowListElement",
  "WindowDefinition",
]);

function judgeNode(node: SyntaxNode, surroundings: Surroundings): void {
  if (plainKinds.has(node.kind)) return;
  if (node.kind === "Function") judgeFunction(node);
  else if (node.kind === "Identifier") judgeName(node.rest, surroundings);
  else if (node.kind === "TableIdentifier") judgeTable(node.rest, surroundings);
  else if (node.kind === "Set") throw refused("SETTINGS are the console's own");
  else throw refusedKind(node.kind);
}

function judgeFunction({ rest, parent }: SyntaxNode): void {
  const [name = ""] = rest.split(" ");
  if (parent === "TableExpression") {
    if (!tableFunctions.has(name.toLowerCase())) throw refused(`The console does not read from ${shown(name)}()`);
  } else if (!isAllowedFunction(name)) throw refused(`The console does not call the function ${shown(name)}`);
}

/**
 * A table, or a name that the statement gave in WITH: that one must not be the name of a table that is kept away, because
 * what stands before it in the statement would still read the table.
 */
function judgeTable(rest: string, surroundings: Surroundings): void {
  judgeName(rest, surroundings);
  const name = rest.replace(/ \((?:alias .*|children \d+)\)$/s, "");
  const parts = name.split(".");
  if (parts.length === 1) return;
  const isOurs = parts.length === 2 && parts[0] === surroundings.database && surroundings.readable.has(parts[1] ?? "");
  if (!isOurs) throw refused(`The console does not read from ${shown(name)}`);
}

const notOfWords = /[^\p{L}\p{N}_$]+/u;

/**
 * A name where a column, or behind IN a table too, can stand. No word of it, nor of its alias, may be the name of a table
 * that is kept away, and none may lead into another database.
 */
function judgeName(rest: string, { database, databases, readable, hidden }: Surroundings): void {
  const text = rest.toLowerCase();
  const words = new Set(text.split(notOfWords));
  const secret = hidden.find((table) => {
    const name = table.toLowerCase();
    return notOfWords.test(name) ? text.includes(name) : words.has(name);
  });
  if (secret !== undefined) throw refused(`The table ${shown(secret)} is kept from the console`);
  const [first = "", second] = rest.split(/[.\s]/);
  const isDatabase = databases.some((name) => name.toLowerCase() === first.toLowerCase());
  if (!isDatabase || (second === undefined && first === database)) return;
  if (first !== database || !readable.has(second ?? ""))
    throw refused(`The console reads from this database only, not from ${shown(first)}`);
}

function refusedKind(kind: string): BackstoryError {
  return refused(`The console does not run statements with ${shown(kind.replace(/[^\w:]/g, "") || "such a part")}`);
}

/** The error of a statement that the console does not run, with what is wrong. */
function refused(what: string): BackstoryError {
  return new BackstoryError("sql-refused", `${what}.`);
}

function shown(name: string): string {
  return `'${name.slice(0, 80)}'`;
}
