import { request } from "node:http";
import { gzipSync } from "node:zlib";
import {
  type Counts,
  newSubmissionId,
  type Page,
  type PartAnswer,
  type Problem,
  type Run,
  type RunDetail,
} from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endLine, resultLine, submissionLine, submissionOf } from "../testing/records.ts";
import { patiently, rawRequest, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

async function countsOf(runId: string): Promise<Counts> {
  const { counts } = await server.json<RunDetail>(`/api/v1/runs/${runId}`);
  return counts;
}

const recordsOf = (submissionId: string) => `${server.address}/api/v1/submissions/${submissionId}/records`;
const ndjson = { "content-type": "application/x-ndjson" };

describe("a submission", () => {
  test("is kept, and becomes a run", async () => {
    const { submissionId, lines } = submissionOf(3, { git: { branch: "main", commit: "c0ffee" } });
    const answer = await server.post<PartAnswer>(submissionId, 0, lines);
    expect(answer).toEqual({ httpStatus: 200, submissionId, nextOffset: 5, accepted: 5, refused: [] });
    await expect
      .poll(() => server.json(`/api/v1/runs/${submissionId}`), patiently)
      .toMatchObject({
        ...{ runId: submissionId, project: "default", target: "pytest", state: "complete", branch: "main" },
        counts: { passed: 3, total: 3 },
      });
  });

  test("counts once however its parts overlap, are packed, repeated and raced", async () => {
    const { submissionId, lines } = submissionOf(40);
    await server.post(submissionId, 0, lines.slice(0, 10));
    const body = new Uint8Array(
      gzipSync(
        lines
          .slice(5)
          .map((line) => `${JSON.stringify(line)}\n`)
          .join(""),
      ),
    );
    const race = await Promise.all(
      [1, 2, 3].map(() =>
        server.post<PartAnswer>(submissionId, 5, [], { body, headers: { "content-encoding": "gzip" } }),
      ),
    );
    expect(race.map(({ nextOffset }) => nextOffset)).toEqual([42, 42, 42]);
    expect(race.map(({ accepted }) => accepted).sort((a, b) => a - b)).toEqual([0, 0, 32]);
    await expect.poll(() => countsOf(submissionId), patiently).toMatchObject({ passed: 40, total: 40 });
  });

  test("tells how far it has come, and refuses a part that leaves a gap", async () => {
    const { submissionId, lines } = submissionOf(2);
    await server.post(submissionId, 0, lines.slice(0, 2));
    const position = `/api/v1/submissions/${submissionId}`;
    expect(await server.json(position)).toEqual({ httpStatus: 200, submissionId, nextOffset: 2, ended: false });
    expect(await server.post(submissionId, 3, lines.slice(3))).toMatchObject({
      ...{ httpStatus: 409, code: "offset-gap", expectedOffset: 2 },
    });
    await server.post(submissionId, 2, lines.slice(2));
    expect(await server.json(position)).toMatchObject({ nextOffset: 4, ended: true });
  });

  test("has a corrupt line refused by number and kept, while the rest lands", async () => {
    const submissionId = newSubmissionId();
    const lines = [submissionLine(submissionId), resultLine(1), '{"kind":"result",', "", resultLine(2), endLine()];
    const answer = await server.post<PartAnswer>(submissionId, 0, lines);
    const refused = [{ line: 3, reason: expect.stringMatching(/^it is not JSON/) }];
    expect(answer).toMatchObject({ nextOffset: 6, accepted: 4, refused });
    await expect
      .poll(() => server.json(`/api/v1/runs/${submissionId}`), patiently)
      .toMatchObject({
        ...{ state: "complete", counts: { total: 2 }, refusedLines: [{ ...refused[0], text: '{"kind":"result",' }] },
      });
  });

  test("goes to the project and target of its first line", async () => {
    const { submissionId, lines } = submissionOf(1, { project: "shop", target: "unit" });
    await server.post(submissionId, 0, lines);
    const runs = () => server.json<Page<Run>>("/api/v1/runs?project=shop&target=unit");
    await expect.poll(async () => (await runs()).items.map(({ runId }) => runId), patiently).toEqual([submissionId]);
  });

  test("that is not known is not found", async () => {
    expect(await server.json(`/api/v1/submissions/${newSubmissionId()}`)).toMatchObject({ httpStatus: 404 });
  });
});

describe("a part is refused", () => {
  test.each<[string, string | object[], string]>([
    ["without a submission record", [resultLine(1)], "submission-missing"],
    ["without any line", [], "submission-missing"],
    ["with the record of another submission", [submissionLine(newSubmissionId())], "submission-missing"],
  ])("%s", async (_, lines, code) => {
    expect(await server.post(newSubmissionId(), 0, lines as object[])).toMatchObject({ httpStatus: 422, code });
  });

  test.each([
    [{ "content-type": "application/json" }, 415],
    [{ "content-type": "" }, 415],
    [{ "content-encoding": "br" }, 415],
    [{ "content-encoding": "gzip" }, 400],
  ])("with the headers %j", async (headers, status) => {
    const { submissionId, lines } = submissionOf(1);
    expect(await server.post(submissionId, 0, lines, { headers: headers as never })).toMatchObject({
      httpStatus: status,
    });
  });

  test.each([
    ["not-a-ulid", "0", "submissionId"],
    [newSubmissionId(), "-1", "offset"],
    [newSubmissionId(), "one", "offset"],
  ])("at submission %s, offset %s", async (submissionId, offset, name) => {
    const answer = await rawRequest(`${recordsOf(submissionId)}?offset=${offset}`, { method: "POST", headers: ndjson });
    const problem = JSON.parse(answer.text) as Problem;
    expect(problem).toMatchObject({ status: 400, code: "request-invalid" });
    expect(problem.detail).toContain(`'${name}'`);
  });

  test("by its announced length, before its bytes are read", async () => {
    const url = recordsOf(newSubmissionId());
    const headers = { ...ndjson, "content-length": String(200 * 1_048_576) };
    const status = await new Promise((resolve, reject) => {
      const sent = request(url, { method: "POST", headers }, (answer) => resolve(answer.statusCode));
      sent.on("error", reject);
      sent.flushHeaders();
    });
    expect(status).toBe(413);
  });
});
