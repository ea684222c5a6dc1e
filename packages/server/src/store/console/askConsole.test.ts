import { randomUUID } from "node:crypto";
import { BackstoryError, type ErrorCode } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connections } from "../testing/connections.ts";
import { consoleEscapes, consoleQuestions } from "../testing/consoleEscapes.ts";
import { type ConsoleScene, openConsoleScene } from "../testing/consoleScene.ts";
import { askConsole } from "./askConsole.ts";
import { consoleLimits } from "./consoleLimits.ts";

// Each of hundreds of statements is some requests, and over the test front some settings more.
vi.setConfig({ testTimeout: 180_000 });

describe.each(connections)("the SQL console over %s", (_, open) => {
  let scene: ConsoleScene;
  beforeAll(async () => {
    scene = await openConsoleScene(open);
  });
  afterAll(() => scene.close());

  /** The code of the error that a statement ends in. */
  async function codeOf(sql: string): Promise<ErrorCode | undefined> {
    try {
      await scene.ask(sql);
      return undefined;
    } catch (error) {
      if (error instanceof BackstoryError) return error.code;
      throw error;
    }
  }

  it("answers what people ask of their tests", async () => {
    const answers: Record<string, string> = {};
    for (const sql of consoleQuestions) answers[sql] = String((await codeOf(sql)) ?? "answered");
    expect(answers).toEqual(Object.fromEntries(consoleQuestions.map((sql) => [sql, "answered"])));
  });

  it("tells columns with their types and values that lose nothing", async () => {
    const sql = "SELECT toUInt64(18446744073709551615) AS big, 0.5 AS half, 'ü\\n' AS text, NULL AS none, 1 / 0 AS inf";
    const { columns, rows, isCut } = await scene.ask(sql);
    expect(columns.map(({ name }) => name)).toEqual(["big", "half", "text", "none", "inf"]);
    expect(columns[0]?.type).toBe("UInt64");
    expect(rows).toEqual([["18446744073709551615", 0.5, "ü\n", null, "inf"]]);
    expect(isCut).toBe(false);
  });

  it("refuses every way out, and nothing comes out", async () => {
    const answered: string[] = [];
    const texts: string[] = [];
    for (const sql of consoleEscapes(scene)) {
      try {
        texts.push(JSON.stringify(await scene.ask(sql)));
        answered.push(sql);
      } catch (error) {
        if (!(error instanceof BackstoryError)) throw new Error(`not foreseen at ${sql}`, { cause: error });
        texts.push(error.message);
      }
    }
    expect(answered).toEqual([]);
    expect(scene.leaks(texts)).toEqual([]);
    expect((await scene.ask("SELECT count() FROM tests FINAL")).rows).toEqual([["2"]]);
  });

  it.each([
    ["FROM tokens", "SELECT * FROM tokens", "sql-refused"],
    ["a function that reads files", "SELECT file('/etc/passwd')", "sql-refused"],
    ["another database", "SELECT * FROM system.one", "sql-refused"],
    ["its own settings", "SELECT 1 SETTINGS max_threads = 9", "sql-failed"],
    ["a table that there is not", "SELECT * FROM nothing_like_this", "sql-failed"],
    ["no SQL", "how many tests?", "sql-failed"],
    ["two statements", "SELECT 1; SELECT 2", "sql-failed"],
    ["too much memory", "SELECT groupArray(repeat('a', 1000)) FROM numbers(10000000)", "sql-limit"],
    ["too large an answer", "SELECT repeat('a', 5000 + number % 2) FROM numbers(4000)", "sql-limit"],
    ["too large an answer of one value", "SELECT repeat('a', 5000) FROM numbers(4000)", "sql-limit"],
  ])("says of %s what it is", async (_what, sql, code) => {
    expect(await codeOf(sql)).toBe(code);
  });

  it("cuts long answers and says so", async () => {
    const { rows, isCut } = await scene.ask("SELECT number FROM numbers(20000)");
    expect(rows).toHaveLength(consoleLimits.rows);
    expect(isCut).toBe(true);
    const whole = await scene.ask(`SELECT number FROM numbers(${consoleLimits.rows})`);
    expect([whole.rows.length, whole.isCut]).toEqual([consoleLimits.rows, false]);
  });

  it("is stopped while it runs", async () => {
    const queryId = randomUUID();
    const { connection } = scene.opened.store;
    const sql = "SELECT sum(cityHash64(number)) FROM numbers(1000000000000)";
    const ended = askConsole(connection, { sql, queryId }).then(
      () => "answered",
      (error: BackstoryError) => error.code,
    );
    const end = await vi.waitFor(
      async () => {
        await connection.console.stop(queryId);
        return await Promise.race([ended, Promise.reject(new Error("it runs on"))]);
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(end).toBe("sql-stopped");
  });
});
