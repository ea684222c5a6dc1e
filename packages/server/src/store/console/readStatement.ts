import { readableTables } from "./readableTables.ts";

/** What a canonical statement asks for: rows, a plan, the columns of a table, or the list of tables. */
export type Reading =
  | { readonly kind: "select"; readonly select: string; readonly explain: string }
  | { readonly kind: "describe"; readonly table: string }
  | { readonly kind: "tables" };

const explained = /^EXPLAIN (?<head>(?:(?:AST|SYNTAX|PLAN|PIPELINE|ESTIMATE) )?(?:[a-z_]+ = [01],? )*)(?<select>.+)$/s;
const described = /^DESCRIBE TABLE `?(?<table>\w+)`?$/;

/**
 * Takes a statement apart that the engine has formatted. Everything that is none of the other kinds is read as a SELECT,
 * which still has to be judged.
 */
export function readStatement(canonical: string): Reading {
  const plan = explained.exec(canonical)?.groups;
  if (plan !== undefined) return { kind: "select", select: plan["select"] ?? "", explain: `EXPLAIN ${plan["head"]}` };
  const table = described.exec(canonical)?.groups?.["table"];
  if (table !== undefined && Object.hasOwn(readableTables, table)) return { kind: "describe", table };
  if (canonical === "SHOW TABLES") return { kind: "tables" };
  return { kind: "select", select: canonical, explain: "" };
}
