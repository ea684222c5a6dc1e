import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page, Run } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Fault, faults } from "../support/faultyServers.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";
import { type Timed, type VitestProject, vitestProject, withoutTimes } from "../support/vitestProject.ts";

const suite = {
  "cart.test.js": `
    import { expect, test } from "vitest";
    let tries = 0;
    test("adds", () => { console.log("adding"); expect(1 + 1).toBe(2); });
    test("takes long enough to be sent meanwhile", () => new Promise((resolve) => setTimeout(resolve, 700)));
    test("fails", () => { expect({ total: 1 }).toEqual({ total: 2 }); });
    test("passes at last", { retry: 2 }, () => { expect(++tries).toBe(3); });
    test.skip("is skipped", () => {});
    test.todo("is to come");
  `,
  "import.test.js": `import "./absent.js";`,
};
const args = ["--no-file-parallelism", "--reporter=default", "--reporter=backstory/vitest"];

let folder: string;
let server: ServerProcess;
let project: VitestProject;
let plain: Timed;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-faults-"));
  server = await startServer(join(folder, "data"));
  project = vitestProject(suite);
  plain = await project.vitest(args);
});

afterAll(async () => {
  await server.stop();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function runsOf(target: string): Promise<Run[]> {
  return (await server.get<Page<Run>>(`/runs?target=${target}`)).items;
}

test("without a destination the reporter does nothing", () => {
  expect(plain.status).toBe(1);
  expect(plain.stderr).not.toContain("Backstory");
  expect(project.spooled()).toEqual([]);
});

describe("a server that", () => {
  test.each(Object.entries(faults))("%s changes nothing for Vitest and loses nothing", async (name, start) => {
    const target = name.replaceAll(" ", "-");
    await expectUnharmed(name, start, { BACKSTORY_TARGET: target });

    const [spooled = ""] = project.spooled();
    const copy = join(folder, `${target}.ndjson`);
    copyFileSync(spooled, copy);
    for (const command of [["flush"], ["flush"], ["replay", copy]]) {
      const sent = await project.backstory([...command, "--url", server.address]);
      expect(sent.status, sent.stdout + sent.stderr).toBe(0);
    }
    expect(project.spooled()).toEqual([]);
    await expect.poll(() => runsOf(target), { timeout: 10_000 }).toMatchObject([{ state: "complete", exitStatus: 1 }]);
    expect((await runsOf(target))[0]).toMatchObject({
      counts: { passed: 2, failed: 1, broken: 0, skipped: 2, flaky: 1, total: 6 },
      errors: 1,
    });
  });
});

async function expectUnharmed(name: string, start: Fault, env: NodeJS.ProcessEnv): Promise<void> {
  const faulty = await start(server.address);
  try {
    const recorded = await project.vitest(args, { ...env, BACKSTORY_URL: faulty.address });
    const added = recorded.elapsedMs - plain.elapsedMs;
    console.log(`${name}: ${(added / 1_000).toFixed(2)} s more; ${recorded.stderr.trim().split("\n").at(-1)}`);
    expect(recorded.status).toBe(plain.status);
    expect(withoutTimes(recorded.stdout)).toBe(withoutTimes(plain.stdout));
    const ours = recorded.stderr.split("\n").filter((line) => line.startsWith("Backstory: "));
    expect(ours).toHaveLength(1);
    expect(ours[0]).toMatch(/could not be sent .+\.ndjson; send them with: backstory flush$/);
    expect(withoutTimes(recorded.stderr.replace(`${ours[0]}\n`, ""))).toBe(withoutTimes(plain.stderr));
    // A bound against hanging, not a measurement: the machine may be busy.
    expect(added).toBeLessThan(10_000);
    expect(project.spooled()).toHaveLength(1);
  } finally {
    await faulty.close();
  }
}
