import { randomUUID } from "node:crypto";
import {
  newSubmissionId,
  type Page,
  type Problem,
  type SqlAnswer,
  type SqlQuery,
  type SqlSchema,
  sqlAnswerSchema,
  sqlQuerySchema,
  sqlSchemaSchema,
} from "@backstory/model";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { endLine, resultLine, submissionLine } from "../testing/records.ts";
import { patiently, rawRequest, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const submissionId = newSubmissionId(Date.now());
  await server.post(submissionId, 0, [
    submissionLine(submissionId, { project: "shop" }),
    resultLine(1, { name: "pays" }),
    endLine(),
  ]);
  await vi.waitFor(
    async () => expect((await server.json(`/api/v1/runs/${submissionId}`)).httpStatus).toBe(200),
    patiently,
  );
});
afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

function ask<Answer = SqlAnswer>(body: object): Promise<Answer & { httpStatus: number }> {
  const headers = { "content-type": "application/json" };
  return server.json("/api/v1/sql", { method: "POST", headers, body: JSON.stringify(body) });
}

it("answers columns and rows, as its schema says", async () => {
  const { httpStatus, ...answer } = await ask({ sql: "SELECT name, 1 AS one FROM tests FINAL", by: "ada" });
  expect(httpStatus).toBe(200);
  expect(sqlAnswerSchema.parse(answer)).toMatchObject({
    columns: [
      { name: "name", type: "String" },
      { name: "one", type: "UInt8" },
    ],
    rows: [["pays", 1]],
    isCut: false,
  });
});

it("tells what can be read, and everything that it tells of can be read", async () => {
  const { httpStatus, ...schema } = await server.json<SqlSchema>("/api/v1/sql/schema");
  expect(httpStatus).toBe(200);
  const { tables } = sqlSchemaSchema.parse(schema);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["currentRuns", "tests", "pytest_results"]));
  expect(tables.map(({ name }) => name)).not.toContain("tokens");
  for (const { name, columns } of tables) {
    const answer = await ask({
      sql: `SELECT ${columns.map((column) => `\`${column.name}\``).join(", ")} FROM ${name}`,
    });
    expect([name, answer.httpStatus, answer.columns?.length]).toEqual([name, 200, columns.length]);
  }
});

it.each([
  ["SELECT * FROM tokens", 403, "sql-refused"],
  ["SELECT nothing FROM tests", 400, "sql-failed"],
  ["SELECT groupArray(repeat('a', 1000)) FROM numbers(10000000)", 422, "sql-limit"],
])("tells why %s is not answered", async (sql, status, code) => {
  expect(await ask<Problem>({ sql })).toMatchObject({ httpStatus: status, code });
});

it.each<[string, object]>([
  ["an empty statement", { sql: "" }],
  ["no statement", {}],
  ["a number", { sql: 3 }],
  ["a queryId with a quote", { sql: "SELECT 1", queryId: "x'y" }],
  ["a statement of 70,000 bytes", { sql: "a".repeat(70_000) }],
])("does not take %s", async (_, body) => {
  expect((await ask(body)).httpStatus).toBe(400);
});

it("keeps what was asked and how it ended, and shows it in the console too", async () => {
  await ask({ sql: "SELECT 'asked' AS word", by: "bob" });
  await ask({ sql: "SELECT * FROM tokens WHERE 'asked' = ''", by: "eve" });
  const { items } = await server.json<Page<SqlQuery>>("/api/v1/sql/queries?limit=2");
  expect(items.map((item) => sqlQuerySchema.parse(item))).toMatchObject([
    { by: "eve", ended: "sql-refused", resultRows: 0 },
    { by: "bob", ended: "answered", resultRows: 1, sql: "SELECT 'asked' AS word" },
  ]);
  const { rows } = await ask({ sql: "SELECT ended FROM sqlQueries WHERE `by` = 'eve'" });
  expect(rows).toEqual([["sql-refused"]]);
});

it("stops what runs, what waits and what has not come yet, and lets others go on", async () => {
  const sql = "SELECT sum(cityHash64(number)) FROM numbers(1000000000000)";
  const ids = Array.from({ length: 4 }, () => randomUUID());
  const asked = Promise.all(ids.map((queryId) => ask<Problem>({ sql, queryId })));
  await Promise.all(ids.map((id) => fetch(`${server.address}/api/v1/sql/${id}`, { method: "DELETE" })));
  const answers = await asked;
  expect(answers.map(({ httpStatus, code }) => [httpStatus, code])).toEqual(ids.map(() => [409, "sql-stopped"]));
  expect(await ask({ sql: "SELECT 1" })).toMatchObject({ httpStatus: 200, rows: [[1]] });
  const unknown = await fetch(`${server.address}/api/v1/sql/${randomUUID()}`, { method: "DELETE" });
  expect(unknown.status).toBe(204);
});

it("does not hold a body that is larger than any question", async () => {
  const headers = { "content-type": "application/json" };
  const large = JSON.stringify({ sql: "SELECT 1", by: "a".repeat(5 * 1_048_576) });
  const announced = await fetch(`${server.address}/api/v1/sql`, { method: "POST", headers, body: large });
  const pieces = new Blob([large]).stream();
  const streamed = await fetch(`${server.address}/api/v1/sql`, {
    ...{ method: "POST", headers, body: pieces, duplex: "half" },
  } as RequestInit);
  for (const answer of [announced, streamed]) {
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([413, "body-too-large"]);
  }
});

it("is not for pages of other sites", async () => {
  const headers = { "content-type": "application/json", origin: "https://evil.example" };
  const answer = await rawRequest(`${server.address}/api/v1/sql`, {
    method: "POST",
    headers,
    body: '{"sql":"SELECT 1"}',
  });
  expect(answer.status).toBe(403);
});
