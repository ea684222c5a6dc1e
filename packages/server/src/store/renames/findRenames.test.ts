import type { ResultToWrite, SubmissionToWrite } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideRename } from "../facts/testRenames.ts";
import { findResult } from "../queries/findResult.ts";
import { findTest } from "../queries/findTest.ts";
import { listRenames } from "../queries/listRenames.ts";
import { testHistory } from "../queries/testHistory.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { findRenames } from "./findRenames.ts";

type Named = Partial<ResultToWrite> & { readonly name: string };

interface RunToSend {
  readonly tests: readonly Named[];
  readonly ended?: boolean;
  readonly first?: Partial<SubmissionToWrite>;
  /** Whether somebody looks for renames before the next run comes. */
  readonly looked?: boolean;
}

function inFile(file: string, ...names: string[]): Named[] {
  return names.map((name) => ({ name, file, suite: file.replace(".py", "").replaceAll("/", ".") }));
}

describe.each(connections)("renamed tests over %s", (_, open) => {
  let test: TestStore;
  let day = 0;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  async function send(project: string, { tests, ended = true, first = {}, looked = true }: RunToSend): Promise<string> {
    day += 1;
    const owner = whose(project, Date.UTC(2026, 8, day));
    const results = tests.map(({ name, ...more }) => resultOf(name, { resultId: `${name} ${more.suite}`, ...more }));
    const begun = submissionOf(owner, { git: { branch: "main", commit: "c0ffee" }, ...first } as never);
    await test.store.append(partOf(owner, [begun, ...results, ...(ended ? [end] : [])]));
    await test.store.settled();
    if (looked) await findRenames(test.store.connection, owner, new Set());
    return owner.submissionId;
  }

  async function found(project: string): Promise<string[]> {
    const { items } = await listRenames(test.store.connection, { project, limit: 100 });
    return items
      .map(({ from, to, state }) => `${from.suite} ${from.name} > ${to.suite} ${to.name} ${state}`)
      .toSorted();
  }

  it("are found when git renamed their file, and their histories are one until that is undone", async () => {
    const project = "moved";
    const names = ["test_adds_one", "test_adds_two", "test_empties"];
    const runs = [
      await send(project, { tests: inFile("tests/cart.py", ...names) }),
      await send(project, { tests: inFile("tests/cart.py", ...names) }),
      await send(project, {
        tests: inFile("tests/shop/cart.py", ...names, "test_adds_three"),
        first: { renames: [{ from: "tests/cart.py", to: "tests/shop/cart.py" }] },
      }),
    ];
    const { connection } = test.store;
    expect(await found(project)).toEqual(names.map((name) => `tests.cart ${name} > tests.shop.cart ${name} accepted`));
    const from = idOf(project, { suite: "tests.cart", name: "test_adds_one" });
    const to = idOf(project, { suite: "tests.shop.cart", name: "test_adds_one" });
    const history = await testHistory(connection, { testId: from, limit: 9 });
    expect(history?.items.map(({ run, testId }) => [run.runId, testId])).toEqual([
      [runs[2], to],
      [runs[1], from],
      [runs[0], from],
    ]);
    expect(await findTest(connection, { testId: from })).toMatchObject({ testId: to, suite: "tests.shop.cart" });
    expect(await findResult(connection, { runId: runs[0] as string, testId: to })).toMatchObject({ testId: from });
    expect(await findResult(connection, { runId: runs[2] as string, testId: from })).toMatchObject({ testId: to });
    const { items } = await listRenames(connection, { testId: from, limit: 1 });
    expect(items[0]).toMatchObject({ confidence: 1, by: "backstory", runId: runs[2], commit: "c0ffee" });
    await decideRename(connection, { renameId: items[0]?.renameId ?? "", decision: "undo", by: "ada", reason: "" });
    await findRenames(connection, { project, submissionId: runs[2] as string }, new Set());
    expect((await findTest(connection, { testId: from }))?.testId).toBe(from);
    expect((await testHistory(connection, { testId: to, limit: 9 }))?.items).toHaveLength(1);
  });

  it("are found when the next run of the target had ended before anybody looked", async () => {
    const project = "soon";
    const first = { renames: [{ from: "cart.py", to: "shop.py" }] };
    await send(project, { tests: inFile("cart.py", "test_adds", "test_pays") });
    const moved = await send(project, { tests: inFile("shop.py", "test_adds", "test_pays"), first, looked: false });
    await send(project, { tests: inFile("shop.py", "test_adds", "test_pays"), first });
    expect(await found(project)).toEqual([]);
    await findRenames(test.store.connection, { project, submissionId: moved }, new Set());
    expect(await found(project)).toEqual([
      "cart test_adds > shop test_adds accepted",
      "cart test_pays > shop test_pays accepted",
    ]);
  });

  it("go on through a file that was renamed twice, and through names of their own", async () => {
    const project = "twice";
    await send(project, { tests: inFile("a.py", "test_totals") });
    await send(project, {
      tests: inFile("c.py", "test_totals"),
      first: {
        renames: [
          { from: "b.py", to: "c.py" },
          { from: "a.py", to: "b.py" },
        ],
      },
    });
    await send(project, { tests: [...inFile("c.py", "test_all_totals"), ...inFile("d.py", "test_other")] });
    expect(await found(project)).toEqual([
      "a test_totals > c test_totals accepted",
      "c test_totals > c test_all_totals suggested",
    ]);
  });

  it("are never looked for in runs that are cut short, on other branches, or of another selection", async () => {
    const project = "apart";
    const renames = [{ from: "a.py", to: "b.py" }];
    await send(project, { tests: inFile("a.py", "test_totals", "test_other") });
    await send(project, { tests: inFile("b.py", "test_totals"), ended: false, first: { renames } });
    await send(project, { tests: inFile("b.py", "test_totals"), first: { renames, git: { branch: "feature" } } });
    await send(project, {
      tests: inFile("b.py", "test_totals"),
      first: { renames, selection: { arguments: ["-k", "totals"], deselected: 1 } },
    });
    expect(await found(project)).toEqual([]);
    await send(project, { tests: inFile("b.py", "test_totals", "test_other"), first: { renames } });
    expect(await found(project)).toHaveLength(2);
  });

  it("are not two tests that were there side by side", async () => {
    const project = "together";
    const both = [...inFile("a.py", "test_totals"), ...inFile("b.py", "test_totals")];
    await send(project, { tests: both });
    await send(project, { tests: inFile("a.py", "test_totals") });
    await send(project, { tests: inFile("b.py", "test_totals"), first: { renames: [{ from: "a.py", to: "b.py" }] } });
    expect(await found(project)).toEqual([]);
  });

  it("are taken from their authors, by the old name or the old declared id", async () => {
    const project = "declared";
    const suite = "tests.cart";
    await send(project, {
      tests: [
        { name: "old", suite, params: { n: 1 } },
        { name: "named", suite, declaredId: "CART-1" },
      ],
    });
    await send(project, {
      tests: [
        { name: "new", suite, params: { n: 1 }, renamedFrom: "old" },
        { name: "named", suite, declaredId: "CART-2", renamedFrom: "CART-1" },
        { name: "fresh", suite, renamedFrom: "nobody knew it" },
      ],
      first: { git: { branch: "feature" } },
    });
    expect(await found(project)).toEqual([
      "tests.cart named > tests.cart named accepted",
      "tests.cart old > tests.cart new accepted",
    ]);
    const { items } = await listRenames(test.store.connection, { project, limit: 9 });
    expect(items.map(({ by }) => by)).toEqual(["author", "author"]);
  });

  it("are looked for behind every run that ends", async () => {
    const project = "watched";
    const sending = async (file: string, first: Partial<SubmissionToWrite>): Promise<void> => {
      day += 1;
      const owner = whose(project, Date.UTC(2026, 8, day));
      const [result] = inFile(file, "test_totals");
      await test.store.append(
        partOf(owner, [submissionOf(owner, first as never), resultOf("test_totals", result), end]),
      );
    };
    await sending("a.py", {});
    await sending("b.py", { renames: [{ from: "a.py", to: "b.py" }] });
    await expect
      .poll(() => found(project), { timeout: 90_000, interval: 500 })
      .toEqual(["a test_totals > b test_totals accepted"]);
  }, 100_000);
});
