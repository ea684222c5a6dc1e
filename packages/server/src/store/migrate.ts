import { readdir, readFile } from "node:fs/promises";
import { BackstoryError } from "@backstory/model";
import type { Connection } from "./connection.ts";

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

const folder = new URL("./migrations/", import.meta.url);

const migrationsTable = `CREATE TABLE IF NOT EXISTS migrations (
  number UInt32,
  name String,
  appliedAt DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree
ORDER BY number`;

/**
 * Brings the tables up to this server: each file of `migrations/` once, in the order of its number. Every statement may
 * be run again, so that a migration that was cut short is finished by the next start. Without leave to apply them it
 * throws `migration-needed`, whose fact `statements` is what has to be run.
 */
export async function migrate(connection: Connection, { apply }: { readonly apply: boolean }): Promise<void> {
  const pending = await pendingMigrations(connection);
  if (pending.length === 0) return;
  if (!apply) throw migrationNeeded(pending);
  await connection.command(migrationsTable);
  for (const migration of pending) {
    for (const statement of migration.statements) await connection.command(statement);
    await connection.command("INSERT INTO migrations (number, name) SELECT {number:UInt32}, {name:String}", {
      number: migration.number,
      name: migration.name,
    });
  }
}

async function pendingMigrations(connection: Connection): Promise<Migration[]> {
  const known = await connection.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'migrations'",
  );
  const applied =
    known.length === 0 ? [] : await connection.query<{ number: number }>("SELECT DISTINCT number FROM migrations");
  const numbers = new Set(applied.map(({ number }) => number));
  return (await readMigrations()).filter(({ number }) => !numbers.has(number));
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => ({
      number: Number.parseInt(name, 10),
      name: name.slice(0, -".sql".length),
      statements: splitStatements(await readFile(new URL(name, folder), "utf8")),
    })),
  );
}

/** The statements of a migration: each ends in a semicolon at the end of a line. */
function splitStatements(sql: string): string[] {
  return sql
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, "").trim() !== "");
}

function migrationNeeded(pending: readonly Migration[]): BackstoryError {
  const statements = [
    migrationsTable,
    ...pending.flatMap(({ number, name, statements }) => [
      ...statements,
      `INSERT INTO migrations (number, name) VALUES (${number}, '${name}')`,
    ]),
  ];
  const names = pending.map(({ name }) => name).join(", ");
  return new BackstoryError("migration-needed", `Not applied yet: ${names}`, { statements });
}
