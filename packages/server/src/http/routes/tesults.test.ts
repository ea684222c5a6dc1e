import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { patiently, rawRequest, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

interface Answer {
  readonly data?: {
    readonly message: string;
    readonly run_url: string;
    readonly upload?: object;
    readonly cursor?: string;
    readonly results: { readonly runs: Run[] };
    readonly targets: { readonly id: string }[];
  };
  readonly error?: { readonly code: number; readonly message: string };
}

interface Run {
  readonly id: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly total: number;
  readonly build?: object;
  readonly cases: Record<string, unknown>[];
}

let server: TestServer;

beforeAll(async () => {
  server = await testServer();
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

async function newToken(target: string): Promise<string> {
  const body = JSON.stringify({ project: "shop", target, name: randomUUID() });
  const made = await server.json<{ secret: string }>("/api/v1/tokens", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return made.secret;
}

function upload(payload: object | string, path = "/results"): Promise<Answer & { httpStatus: number }> {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  return server.json<Answer>(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

const ask = (query: string) => server.json<Answer>(`/api/results?${query}`);

async function runsOf(query: string, count: number): Promise<Run[]> {
  return vi.waitFor(async () => {
    const runs = (await ask(query)).data?.results.runs ?? [];
    expect(runs).toHaveLength(count);
    return runs;
  }, patiently);
}

const begun = Date.now() - 60_000;

/** Every field of the data standard, each with a value that could be mistaken for another. */
const whole = {
  name: "total adds up",
  result: "fail",
  suite: "cart - prices",
  desc: "adds the prices of a cart",
  reason: "AssertionError: 3 != 4\n  at cart.py:12",
  params: { currency: "EUR", "a-b": "[x]" },
  files: ["/tmp/a/screen.png", "/tmp/b/screen.png"],
  steps: [
    { name: "open", result: "pass", steps: [{ name: "click", result: "fail", reason: "gone", _Category: "hook" }] },
  ],
  start: begun,
  end: begun + 1_500,
  duration: 1_499.5,
  rawResult: "failed",
  refFiles: [{ version: "1", type: "local-run", num: 0, file: "video.mp4" }],
  _Owner: "ada",
  _Location: { file: "tests/cart.py", line: 12, column: 3 },
  "_Standard output": ["one\n", { type: "Buffer", data: [116, 119, 111] }],
  "_Standard error": "careful",
  _Tags: ["slow", "db"],
  _Ok: false,
  _Timeout: 30_000,
};

describe("uploads in the shape of Tesults", { timeout: 60_000 }, () => {
  it("keep every field of a case, as the results API shows", async () => {
    const target = await newToken("whole");
    const cases = [whole, { name: "bare", result: "pass" }, { name: "later", result: "unknown", rawResult: "todo" }];
    const answer = await upload({ target, results: { cases } });
    expect(answer).toMatchObject({ httpStatus: 200, data: { message: "Success", upload: { permit: false } } });
    const [run] = await runsOf("target=shop/whole", 1);
    expect(run).toMatchObject({ pass: 1, fail: 1, unknown: 1, total: 3 });
    expect(run?.cases[0]).toEqual(whole);
    expect(run?.cases[1]).toMatchObject({ name: "bare", result: "pass" });
    expect(run?.cases[2]).toMatchObject({ name: "later", result: "unknown", rawResult: "todo" });
  });

  it("make results with typed params, output, place and labels", async () => {
    const [run] = await runsOf("target=shop/whole", 1);
    const page = await server.json<{ items: { testId: string; name: string }[] }>(`/api/v1/runs/${run?.id}/results`);
    const testId = page.items.find(({ name }) => name === whole.name)?.testId;
    const result = await server.json<object>(`/api/v1/runs/${run?.id}/results/${testId}`);
    expect(result).toMatchObject({
      suite: whole.suite,
      params: whole.params,
      file: "tests/cart.py",
      line: 12,
      attempts: [
        {
          ...{ status: "failed", rawStatus: "failed", durationMs: 1_499.5, stdout: "one\ntwo", stderr: "careful" },
          failure: { message: whole.reason },
          labels: { tag: ["slow", "db"] },
          properties: { Owner: "ada", Ok: "false", Timeout: "30000" },
        },
      ],
    });
  });

  it("take the build case for the build, not for a test", async () => {
    const target = await newToken("built");
    const build = {
      name: "1.2",
      suite: "[build]",
      result: "pass",
      desc: "nightly",
      reason: "",
      rawResult: "ok",
      _Ci: 7,
    };
    await upload({ target, results: { cases: [{ name: "a", result: "pass", start: begun }, build] } });
    const [run] = await runsOf("target=shop/built&build=1.2", 1);
    expect(run).toMatchObject({
      total: 1,
      build: { name: "1.2", result: "pass", desc: "nightly", rawResult: "ok", _Ci: 7 },
    });
    expect((await ask("target=shop/built&build=1.3")).data?.results.runs).toEqual([]);
  });

  it("keep the attempts that `_Retries` tells: a pass after a failure is flaky", async () => {
    const target = await newToken("retried");
    const attempt = {
      name: "a",
      suite: "s",
      result: "fail",
      rawResult: "timedOut",
      reason: "slow",
      start: begun,
      end: begun,
    };
    const one = { ...attempt, result: "pass", rawResult: "passed", reason: "", _Retries: [attempt] };
    await upload({ target, results: { cases: [one] } });
    const [run] = await runsOf("target=shop/retried", 1);
    expect(run).toMatchObject({ pass: 1, fail: 0 });
    expect(run?.cases[0]).toMatchObject({ result: "pass", _Retries: [attempt] });
    const shown = await server.json<{ counts: object }>(`/api/v1/runs/${run?.id}`);
    expect(shown.counts).toMatchObject({ flaky: 1, total: 1 });
  });

  it("keep cases of one name apart, and give them back by it", async () => {
    const target = await newToken("twice");
    const cases = ["pass", "fail", "pass"].map((result) => ({ name: "a", suite: "s", result, start: begun }));
    await upload({ target, results: { cases } });
    const [run] = await runsOf("target=shop/twice", 1);
    expect(run).toMatchObject({ pass: 2, fail: 1, total: 3 });
    expect(run?.cases.map(({ name, result }) => [name, result])).toEqual([
      ["a", "pass"],
      ["a", "fail"],
      ["a", "pass"],
    ]);
  });

  it("count once when they are sent again, and again when they ran again", async () => {
    const target = await newToken("resent");
    const timed = (start: number) => ({ target, results: { cases: [{ name: "a", result: "pass", start }] } });
    const first = await upload(timed(begun));
    expect(await upload(timed(begun))).toMatchObject({
      data: { message: expect.stringContaining("once"), run_url: first.data?.run_url },
    });
    await upload(timed(begun + 1_000));
    await runsOf("target=shop/resent&limit=10", 2);
    const untimed = { target, results: { cases: [{ name: "b", result: "pass" }] } };
    await Promise.all([upload(untimed), upload(untimed), upload(untimed)]);
    await runsOf("target=shop/resent&limit=10", 3);
  });
});

describe("uploads of one build", { timeout: 60_000 }, () => {
  const build = { name: "2.0", suite: "[build]", result: "unknown" };
  const shard = (target: string, number: number, more: object = {}) => {
    const start = begun + number;
    const cases = [1, 2].map((each) => ({ name: `test ${number}.${each}`, result: "pass", start, ...more }));
    return { target, results: { cases: [...cases, build] } };
  };

  async function settings(target: string, change: object): Promise<void> {
    const answer = await fetch(`${server.address}/api/v1/targets/shop/${target}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    expect(answer.status).toBe(200);
  }

  const totals = (runs: readonly Run[]) => runs.map(({ total }) => total);

  it("are a run each, and one run when the target gathers builds, posted at once or not", async () => {
    const target = await newToken("gathered");
    await Promise.all([1, 2, 3].map((number) => upload(shard(target, number))));
    expect(totals(await runsOf("target=shop/gathered&limit=10", 3))).toEqual([2, 2, 2]);
    await settings("gathered", { consolidation: true });
    expect(totals(await runsOf("target=shop/gathered&limit=10&build=2.0", 1))).toEqual([6]);
    await settings("gathered", { consolidation: false });
    expect(totals(await runsOf("target=shop/gathered&limit=10", 3))).toEqual([2, 2, 2]);
  });

  it("add a rerun case to the others, or put it in the place of the first, as the target says", async () => {
    const target = await newToken("rerun");
    await settings("rerun", { consolidation: true });
    await upload(shard(target, 1, { result: "fail" }));
    const again = { name: "test 1.1", result: "pass", start: begun + 5_000 };
    const other = { ...again, params: { browser: "other" }, result: "fail" };
    await upload({ target, results: { cases: [again, other, build] } });
    const appended = await vi.waitFor(async () => {
      const [run] = await runsOf("target=shop/rerun&limit=10", 1);
      expect(run?.total).toBe(4);
      return run;
    }, patiently);
    expect(appended).toMatchObject({ pass: 1, fail: 3 });
    await settings("rerun", { replacement: true });
    const [replaced] = await runsOf("target=shop/rerun&limit=10", 1);
    expect(replaced).toMatchObject({ pass: 1, fail: 2, total: 3 });
  });

  it("mean what the target says that their words mean", async () => {
    const target = await newToken("meant");
    const cases = [{ name: "a", result: "unknown", rawResult: "todo", start: begun }];
    await upload({ target, results: { cases } });
    expect(await runsOf("target=shop/meant", 1)).toMatchObject([{ pass: 0, unknown: 1 }]);
    await settings("meant", { interpretation: { todo: "passed" } });
    const [run] = await runsOf("target=shop/meant", 1);
    expect(run).toMatchObject({ pass: 1, unknown: 0, cases: [{ result: "pass", rawResult: "todo" }] });
  });

  it("are refused once their token was made anew", async () => {
    const target = await newToken("renewed");
    const tokens = await server.json<{ items: { tokenId: string }[] }>("/api/v1/tokens?project=shop&target=renewed");
    await upload(shard(target, 1));
    await server.json(`/api/v1/tokens/${tokens.items[0]?.tokenId}/regenerate`, { method: "POST" });
    expect(await upload(shard(target, 2))).toMatchObject({ httpStatus: 401, error: { code: 401 } });
  });
});

describe("what is refused is said in the shape of Tesults", () => {
  it.each([
    ["no token", { results: { cases: [] } }, 401],
    ["a token that nobody made", { target: "nobody", results: { cases: [] } }, 401],
    ["no JSON", "{", 400],
  ])("%s", async (_, payload, code) => {
    expect(await upload(payload)).toMatchObject({ httpStatus: code, error: { code, message: expect.any(String) } });
  });

  it("a body without cases, or with something else among them", async () => {
    const target = await newToken("odd");
    expect(await upload({ target })).toMatchObject({ error: { message: expect.stringContaining("results.cases") } });
    const odd = { target, results: { cases: [{ name: "a", result: "pass" }, 7] } };
    expect(await upload(odd)).toMatchObject({
      httpStatus: 400,
      error: { message: expect.stringContaining("cases[1]") },
    });
    expect((await ask("target=shop/odd")).data?.results.runs).toEqual([]);
  });

  it("a body beyond the limit, and a page of another site; leave to send files is not given", async () => {
    const headers = { "content-type": "application/json", "content-length": String(17 * 1_048_576) };
    const large = await rawRequest(`${server.address}/results`, { method: "POST", headers }).catch(() => undefined);
    expect(large?.status ?? 413).toBe(413);
    const foreign = await fetch(`${server.address}/results`, {
      method: "POST",
      headers: { origin: "http://elsewhere.example" },
      body: "{}",
    });
    expect(foreign.status).toBe(403);
    expect(await upload({}, "/permitupload")).toMatchObject({ httpStatus: 200, data: { upload: { permit: false } } });
  });
});

describe("lists in the shape of Tesults", { timeout: 60_000 }, () => {
  it("page through every run once, newest first, one a page unless asked", async () => {
    const target = await newToken("paged");
    for (let number = 0; number < 5; number++) {
      await upload({ target, results: { cases: [{ name: "a", result: "pass", start: begun + number * 1_000 }] } });
    }
    await runsOf("target=shop/paged&limit=10", 5);
    const seen: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const { data } = await ask(`target=shop/paged${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(data?.results.runs).toHaveLength(1);
      seen.push(...(data?.results.runs ?? []).map(({ id }) => id));
      cursor = data?.cursor;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].toSorted().reverse());
  });

  it("page through the targets", async () => {
    const all = (await server.json<Answer>("/api/targets")).data?.targets.map(({ id }) => id) ?? [];
    expect(all).toEqual(expect.arrayContaining(["shop/built", "shop/paged", "shop/whole"]));
    const first = await server.json<Answer>("/api/targets?limit=2");
    const rest = await server.json<Answer>(`/api/targets?cursor=${first.data?.cursor}`);
    expect([...(first.data?.targets ?? []), ...(rest.data?.targets ?? [])].map(({ id }) => id)).toEqual(all);
  });

  it("refuse what they cannot answer", async () => {
    expect(await ask("target=shop")).toMatchObject({ httpStatus: 400, error: { message: expect.any(String) } });
    expect(await ask("target=shop/paged&limit=0")).toMatchObject({ httpStatus: 400 });
    expect(await ask("target=shop/paged&cursor=x")).toMatchObject({ httpStatus: 400 });
  });
});
