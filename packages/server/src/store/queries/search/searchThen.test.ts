import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteRun } from "../../facts/runMarks.ts";
import { stateRename } from "../../facts/testRenames.ts";
import { connections } from "../../testing/connections.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../../testing/submit.ts";
import { listTests } from "../listTests.ts";
import { listFamilies } from "./listFamilies.ts";
import { testGrid } from "./testGrid.ts";

const begin = Date.UTC(2026, 9, 1);
const hour = 3_600_000;
const at = (hours: number): string => new Date(begin + hours * hour).toISOString();
const project = "shop";

/** The newest run. */
const last = whose(project, begin + 4 * hour);

describe.each(connections)("searches as of a time over %s", (_, open) => {
  let test: TestStore;

  beforeAll(async () => {
    test = await open();
    const runs: [hours: number, names: string[]][] = [
      [0, ["test_old", "test_stays"]],
      [2, ["test_new", "test_stays"]],
      [4, ["test_later", "test_stays"]],
    ];
    for (const [hours, names] of runs) {
      const owner = hours === 4 ? last : whose(project, begin + hours * hour);
      await test.store.append(
        partOf(owner, [
          submissionOf(owner, { startedAt: at(hours) } as never),
          ...names.map((name) => resultOf(name)),
          end,
        ]),
      );
    }
    await test.store.settled();
    const id = (name: string) => idOf(project, { suite: "tests.cart", name });
    const said = { by: "ada", reason: "" };
    await stateRename(test.store.connection, { project, from: id("test_old"), to: id("test_new"), ...said });
  }, 60_000);

  afterAll(() => test.dispose());

  async function namesAt(asof: string | undefined) {
    const { connection } = test.store;
    const tests = await listTests(connection, { project, asof, limit: 50 });
    const sorted = await listTests(connection, { project, asof, sort: "rate", limit: 50 });
    const everywhere = await listTests(connection, { asof, limit: 50 });
    const families = await listFamilies(connection, { project, asof, limit: 50 });
    const grid = await testGrid(connection, { project, asof, runs: 10 });
    const cells = tests.items.map((each) => [each.name, each.cells]);
    expect(sorted.items.map((each) => [each.name, each.cells])).toEqual(cells);
    expect(everywhere.items.map((each) => [each.name, each.cells])).toEqual(cells);
    expect(families.items.map(({ name, runs }) => [name, runs])).toEqual(
      tests.items.map(({ name, runs }) => [name, runs]),
    );
    expect(grid.tests.map((each) => [each.name, each.cells])).toEqual(cells);
    return cells;
  }

  it("find tests under the names that they had, and none that came later", { timeout: 120_000 }, async () => {
    expect(await namesAt(at(1))).toEqual([
      ["test_old", "P"],
      ["test_stays", "P"],
    ]);
    // Nobody had said yet that it is the same test.
    expect(await namesAt(at(3))).toEqual([
      ["test_new", "P."],
      ["test_old", ".P"],
      ["test_stays", "PP"],
    ]);
    expect(await namesAt(undefined)).toEqual([
      ["test_later", "P.."],
      ["test_new", ".PP"],
      ["test_stays", "PPP"],
    ]);
  });

  it("leave out what only deleted runs had", { timeout: 120_000 }, async () => {
    await deleteRun(test.store.connection, { runId: last.submissionId, by: "ada", reason: "by mistake" });
    expect(await namesAt(undefined)).toEqual([
      ["test_new", "PP"],
      ["test_stays", "PP"],
    ]);
  });
});
