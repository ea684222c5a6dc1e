import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewToken, Page, Run, Token } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { type VitestProject, vitestProject } from "../support/vitestProject.ts";

const nowhere = "http://127.0.0.1:9";

let folder: string;
let server: ServerProcess;
let project: VitestProject;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-cli-"));
  server = await startServer(join(folder, "data"));
  project = vitestProject({
    "cart.test.js": `
      import { expect, test } from "vitest";
      test("adds", () => {});
      test("adds up", () => { expect(Number(process.env.RUN)).toBe(1); });
    `,
  });
  for (const number of ["1", "2"]) await record({ RUN: number });
});

afterAll(async () => {
  await server.stop();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function record(env: NodeJS.ProcessEnv): Promise<string> {
  const { stderr } = await project.vitest(["--reporter=backstory/vitest"], { BACKSTORY_URL: server.address, ...env });
  return stderr;
}

async function answerOf(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = await project.backstory(words, { BACKSTORY_URL: server.address, ...env });
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
}

test("a delivered run leaves nothing in the spool and nothing on stderr", async () => {
  expect(await record({ RUN: "1", BACKSTORY_TARGET: "quiet" })).not.toContain("Backstory");
  expect(project.spooled()).toEqual([]);
});

describe("backstory runs", () => {
  test("lists runs, newest first", async () => {
    const { status, stdout } = await answerOf(["runs", "--target=vitest"]);
    expect(status).toBe(0);
    const [head, newest, oldest] = stdout.split("\n");
    expect(head).toMatch(/^STARTED +PROJECT\/TARGET +STATUS/);
    expect(newest).toMatch(/default\/vitest +failed +1 +1 +0 +0/);
    expect(oldest).toMatch(/default\/vitest +passed +2 +0 +0 +0/);
  });

  test("answers JSON, and goes on at a cursor", async () => {
    const first: Page<Run> = (await answerOf(["runs", "--target=vitest", "--limit=1", "--json"])).json();
    const second: Page<Run> = (
      await answerOf(["runs", "--target=vitest", "--limit=1", "--json", `--cursor=${first.nextCursor}`])
    ).json();
    expect([first, second].flatMap(({ items }) => items.map(({ status }) => status))).toEqual(["failed", "passed"]);
  });
});

describe("backstory failing", () => {
  test.each([
    ["vitest", "adds up"],
    ["quiet", "No test fails now."],
    ["mistyped", "There are no runs of which a test could fail."],
  ])("says of %s: %s", async (target, said) => {
    const { status, stdout } = await answerOf(["failing", `--target=${target}`]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(said)]);
  });
});

describe("backstory history", () => {
  test("shows the test that a name means, by its name and by its id", async () => {
    const byName = (await answerOf(["history", "adds up", "--json"])).json();
    expect(byName.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["passed", "failed", "passed"]);
    const byId = await answerOf(["history", byName.testId]);
    expect(byId.stdout).toMatch(/failed +[\d.]+ ms .* expected 2 to be 1/);
  });

  test("lists the tests that a part of a name may mean", async () => {
    const { status, stdout } = await answerOf(["history", "add"]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/Several tests match[\s\S]+cart\.test\.js +adds[\s\S]+adds up/);
  });

  test("knows which of them is meant when only one is the target's", async () => {
    const stock = vitestProject({ "stock.test.js": 'import { test } from "vitest";\ntest("adds a box", () => {});' });
    try {
      await stock.vitest(["--reporter=backstory/vitest"], { BACKSTORY_URL: server.address, BACKSTORY_TARGET: "stock" });
    } finally {
      stock.remove();
    }
    // What was taken is seen a moment later.
    await vi.waitFor(async () => {
      const { items } = (await answerOf(["history", "add", "--target=stock", "--json"])).json();
      expect(items).toMatchObject([{ outcome: "passed" }]);
    }, 60_000);
    expect((await answerOf(["since", "add"], { BACKSTORY_TARGET: "stock" })).stdout).toContain(
      "adds a box does not fail",
    );
  });

  test("says so when there is none", async () => {
    const { status, stderr } = await answerOf(["history", "subtracts"]);
    expect(status).toBe(4);
    expect(stderr).toBe(
      "There is no test whose name has 'subtracts' in it.\nCheck how it is written; ids are whole, and names are case-sensitive.\n",
    );
  });
});

test("an attachment is there under its hash, also when it had to wait in the spool", async () => {
  const attaching = vitestProject({
    "a.test.js": `
      import { test } from "vitest";
      test("draws", async ({ annotate }) => {
        await annotate("a picture", { body: Buffer.from("pixels").toString("base64"), contentType: "image/png" });
      });
    `,
  });
  const { stderr } = await attaching.vitest(["--reporter=backstory/vitest"], { BACKSTORY_URL: nowhere });
  expect(stderr).toContain("5 records and 1 attachment could not be sent");
  await attaching.backstory(["flush"], { BACKSTORY_URL: server.address });
  expect(attaching.spooled()).toEqual([]);
  const sha256 = createHash("sha256").update("pixels").digest("hex");
  const answer = await fetch(`${server.address}/api/v1/attachments/${sha256}`);
  expect([answer.status, await answer.text()]).toEqual([200, "pixels"]);
  attaching.remove();
});

describe("backstory token", () => {
  test("makes a token that records, lists it by its prefix, and ends it", async () => {
    const made: NewToken = (
      await answerOf(["token", "create", "--project=shop", "--target=unit", "--name=ci", "--json"])
    ).json();
    await record({ RUN: "1", BACKSTORY_TOKEN: made.secret });
    const runs: Page<Run> = (await answerOf(["runs", "--project=shop", "--json"])).json();
    expect(runs.items).toMatchObject([{ project: "shop", target: "unit" }]);

    const renewed: NewToken = (await answerOf(["token", "regenerate", made.tokenId, "--json"])).json();
    expect(await record({ RUN: "1", BACKSTORY_TOKEN: made.secret })).toContain("HTTP 401");
    const flushed = await answerOf(["flush"], { BACKSTORY_TOKEN: renewed.secret });
    expect(flushed).toMatchObject({ status: 0, stdout: expect.stringContaining("4 records delivered") });

    expect((await answerOf(["token", "revoke", renewed.tokenId])).stdout).toMatch(/^bst_\S+… \(ci\) is revoked\.\n$/);
    const list: Page<Token> = (await answerOf(["token", "list", "--project=shop", "--json"])).json();
    expect(list.items).toMatchObject([{ name: "ci", revokedAt: expect.any(String) }]);
    expect(JSON.stringify(list)).not.toContain(renewed.secret);
  });
});

describe("backstory doctor", () => {
  test("prints each setting with where it came from, and no secret", async () => {
    const { status, stdout } = await answerOf(["doctor", "--project=shop"], { BACKSTORY_TARGET: "unit" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/BACKSTORY_URL +http:\/\/127\.0\.0\.1:\d+\/ +environment/);
    expect(stdout).toMatch(/BACKSTORY_PROJECT +shop +command line/);
    expect(stdout).toMatch(/BACKSTORY_WAIT_SECONDS +2 +default/);
    expect(stdout).toMatch(/Server \S+: answers, with \d projects?\./);
    expect(stdout).toMatch(/Spool \S+: can be written; nothing waits\./);
    const secret = "bst_0123456789abcdefghijklmnopqrstuvwxyz";
    expect(JSON.stringify(await answerOf(["doctor", "--json"], { BACKSTORY_TOKEN: secret }))).not.toContain(secret);
  });

  test.each([
    ["a server that is not there", { BACKSTORY_URL: nowhere }, 3],
    ["a token that is not known", { BACKSTORY_TOKEN: "bst_wrong" }, 4],
    ["an address that is none", { BACKSTORY_URL: "example" }, 2],
    ["a wait that is none", { BACKSTORY_WAIT_SECONDS: "soon" }, 2],
  ])("ends otherwise with %s", async (_, env, status) => {
    expect((await answerOf(["doctor"], env)).status).toBe(status);
  });
});

describe("backstory replay", () => {
  test("checks a file line by line without sending it", async () => {
    const file = join(folder, "mixed.ndjson");
    writeFileSync(file, `{"kind":"error","where":"a","message":"b"}\nnot JSON\n{"kind":"end"}\n`);
    const { status, stdout } = await answerOf(["replay", "--dry-run", file]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/1 error\.\n {2}line 2: .+\n {2}line 3: finishedAt: /);
    expect(readFileSync(file, "utf8")).toContain("not JSON");
  });

  test("says which file it cannot read", async () => {
    const { status, stderr } = await answerOf(["replay", join(folder, "absent")]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/absent cannot be read \(ENOENT\)\.\nCheck its path/);
  });
});

describe("the exit status", () => {
  test.each<[string, string[], number]>([
    ["no such command", ["nonsense"], 2],
    ["no such option", ["runs", "--nonsense"], 2],
    ["a missing argument", ["history"], 2],
    ["no server", ["runs", `--url=${nowhere}`], 3],
    ["an address that is none", ["runs", "--url=nowhere"], 2],
    ["no such token", ["token", "revoke", "00000000-0000-0000-0000-000000000000"], 4],
    ["help", ["--help"], 0],
    ["the version", ["--version"], 0],
  ])("tells %s", async (_, words, status) => {
    expect((await answerOf(words)).status).toBe(status);
  });

  test("tells records that are still in the spool", async () => {
    await record({ RUN: "1", BACKSTORY_URL: nowhere });
    expect((await answerOf(["flush"], { BACKSTORY_URL: nowhere })).status).toBe(3);
    expect((await answerOf(["flush"], { BACKSTORY_TOKEN: "bst_wrong" })).status).toBe(5);
    expect((await answerOf(["flush"])).status).toBe(0);
  });
});

test("an error is a sentence with a hint, a problem document, or a trace, as one wants it", async () => {
  const words = await answerOf(["runs", `--url=${nowhere}`]);
  expect(words.stderr).toBe(
    `${nowhere}/ does not answer: nothing listens there.\nCheck the address with 'backstory doctor'.\n`,
  );
  const json = await answerOf(["runs", `--url=${nowhere}`, "--json"]);
  expect(JSON.parse(json.stderr)).toMatchObject({ code: "server-unreachable", title: "The server does not answer" });
  const traced = await answerOf(["runs", `--url=${nowhere}`, "--debug"]);
  expect(traced.stderr).toMatch(/\n {4}at .+askServer/);
});
