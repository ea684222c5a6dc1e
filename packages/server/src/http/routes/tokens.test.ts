import { type NewToken, newSubmissionId, type Page, type Problem, type Token } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resultLine, submissionLine, submissionOf } from "../testing/records.ts";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

function create(target: string, name = "ci") {
  const body = JSON.stringify({ project: "shop", target, name });
  const headers = { "content-type": "application/json" };
  return server.json<NewToken & Partial<Problem>>("/api/v1/tokens", { method: "POST", headers, body });
}

async function statusWith(secret: string): Promise<number> {
  const { submissionId, lines } = submissionOf(1);
  return (await server.post<{ httpStatus: number }>(submissionId, 0, lines, bearer(secret))).httpStatus;
}

test("a token lets records in until it is regenerated or revoked", async () => {
  const token = await create("life");
  expect(token).toMatchObject({ httpStatus: 201, project: "shop", target: "life", name: "ci", revokedAt: null });
  expect(await statusWith(token.secret)).toBe(200);

  const again = await server.json<NewToken>(`/api/v1/tokens/${token.tokenId}/regenerate`, { method: "POST" });
  expect(again.secret).not.toBe(token.secret);
  expect(await statusWith(token.secret)).toBe(401);
  expect(await statusWith(again.secret)).toBe(200);

  const revoked = await server.json<Token>(`/api/v1/tokens/${token.tokenId}`, { method: "DELETE" });
  expect(revoked.revokedAt).not.toBeNull();
  expect(await statusWith(again.secret)).toBe(401);
});

test("lists show tokens without their secrets", async () => {
  const { secret, prefix } = await create("listed");
  const path = "/api/v1/tokens?project=shop&target=listed";
  const list = await server.json<Page<Token>>(path);
  expect(list.items).toMatchObject([{ name: "ci", prefix }]);
  expect(secret.startsWith(prefix)).toBe(true);
  expect(JSON.stringify(list)).not.toContain(secret.slice(prefix.length));
});

test("a name stands once a target", async () => {
  await create("twice");
  expect(await create("twice")).toMatchObject({ httpStatus: 409, code: "token-exists" });
});

test("the token decides the project and target, whatever the record says", async () => {
  const { secret } = await create("decided");
  const { submissionId, lines } = submissionOf(1, { project: "other", target: "other" });
  await server.post(submissionId, 0, lines, bearer(secret));
  await expect
    .poll(() => server.json(`/api/v1/runs/${submissionId}`), patiently)
    .toMatchObject({ project: "shop", target: "decided" });
});

test("a submission stays with the target that it began with", async () => {
  const [one, other] = [await create("one"), await create("other")];
  const submissionId = newSubmissionId();
  await server.post(submissionId, 0, [submissionLine(submissionId)], bearer(one.secret));
  const mismatch = { httpStatus: 409, code: "target-mismatch" };
  expect(await server.post(submissionId, 1, [resultLine(1)], bearer(other.secret))).toMatchObject(mismatch);
  expect(await server.post(submissionId, 1, [resultLine(1)], bearer(one.secret))).toMatchObject({ accepted: 1 });
});

test.each(["Bearer", "Bearer wrong", "Basic dXNlcjpwYXNz", "bst_naked"])(
  "the header %j lets nothing in",
  async (authorization) => {
    const { submissionId, lines } = submissionOf(1);
    const answer = await server.post(submissionId, 0, lines, { headers: { authorization } });
    expect(answer).toMatchObject({ httpStatus: 401, code: "token-unknown" });
  },
);

test("a token in the address is no token", async () => {
  const { secret } = await create("address");
  const { submissionId, lines } = submissionOf(1, { project: "mine" });
  const path = `/api/v1/submissions/${submissionId}/records?offset=0&token=${secret}`;
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  await server.json(path, { method: "POST", headers: { "content-type": "application/x-ndjson" }, body });
  await expect.poll(() => server.json(`/api/v1/runs/${submissionId}`), patiently).toMatchObject({ project: "mine" });
});

test.each([
  ["POST", "/api/v1/tokens/none/regenerate"],
  ["DELETE", "/api/v1/tokens/none"],
])("%s %s is not found", async (method, path) => {
  expect(await server.json(path, { method })).toMatchObject({ httpStatus: 404, code: "not-found" });
});
