import { BackstoryError } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";

const tablesQuery = `
  SELECT name, engine
  FROM system.tables
  WHERE database = currentDatabase()
  ORDER BY engine = 'MaterializedView' DESC, name`;

function tables(connection: Connection): Promise<{ name: string; engine: string }[]> {
  return connection.query(tablesQuery);
}

async function neededStatements(connection: Connection): Promise<string[]> {
  const error = await migrate(connection, { apply: false }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BackstoryError);
  expect((error as BackstoryError).code).toBe("migration-needed");
  return (error as BackstoryError).facts["statements"] as string[];
}

describe.each(connections)("migrations over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("are done once", async () => {
    await migrate(test.store.connection, { apply: false });
    await migrate(test.store.connection, { apply: true });
    const applied = await test.store.connection.query<{ number: number }>(
      "SELECT number FROM migrations ORDER BY number",
    );
    const numbers = applied.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(numbers.length).toBeGreaterThan(5);
  });

  it("finish one that was cut short", async () => {
    const { connection } = test.store;
    const before = await tables(connection);
    await connection.command("DROP VIEW eventsSink");
    await connection.command("DROP TABLE events");
    await connection.command("TRUNCATE TABLE migrations");
    await migrate(connection, { apply: true });
    expect(await tables(connection)).toEqual(before);
  });

  it("are printed when they may not be applied, and are enough when run by hand", async () => {
    const { connection } = test.store;
    const before = await tables(connection);
    for (const { name } of before) await connection.command(`DROP TABLE ${name}`);
    const statements = await neededStatements(connection);
    expect(statements.join("\n")).not.toMatch(/;\s*$/m);
    expect(await tables(connection)).toEqual([]);
    for (const statement of statements) await connection.command(statement);
    await migrate(connection, { apply: false });
    expect(await tables(connection)).toEqual(before);
  });
});
