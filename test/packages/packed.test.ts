import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { type RunnerProject, runnerProject } from "../support/runnerProject.ts";

// What users get: the packages as npm would publish them, installed into a project that knows nothing of this repository.

const published = ["model", "formats", "client", "server"];
const execute = promisify(execFile);
const place = mkdtempSync(join(tmpdir(), "backstory-packed-"));
const project = join(place, "project");
const tarballs: Record<string, string> = {};

beforeAll(async () => {
  await Promise.all(
    published.map(async (name) => {
      const words = ["pack", "--silent", "--pack-destination", place, join(root, "packages", name)];
      const { stdout } = await execute("npm", words, { cwd: root });
      tarballs[name] = join(place, stdout.trim().split("\n").at(-1) ?? "");
    }),
  );
  const client = ["model", "formats", "client"].map((name) => tarballs[name] ?? "");
  writeFileSync(`${place}/package.json`, "{}\n");
  const words = ["install", "--prefix", project, "--no-audit", "--no-fund", "--omit=peer", ...client];
  await execute("npm", words, { cwd: place });
}, 240_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe("a package as it is published", () => {
  test.each(published)("%s has nothing that publint objects to", async (name) => {
    const { messages, pkg } = await publint({ pkgDir: join(root, "packages", name), strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  // Node 20.19 requires ES modules, and so does TypeScript since 5.8 in its mode "nodenext".
  test.each(published)("%s has types that resolve as its code does", async (name) => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    // What tests import has types for "moduleResolution": "node" too, which ts-jest uses unless told otherwise.
    const profile = name === "client" ? "strict" : "node16";
    const words = [attw, tarballs[name] ?? "", "--profile", profile, "--ignore-rules", "cjs-resolves-to-esm"];
    // It ends with another exit code when there is a problem.
    const { stdout } = await execute(process.execPath, words).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
    expect(stdout).toContain("v0.1.0");
  });

  test("the client brings no tests, and the plugin of pytest", () => {
    const client = join(project, "node_modules/backstory");
    const files = readdirSync(client, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.includes(".test."))).toEqual([]);
    expect(existsSync(join(client, "python/pytest_backstory/plugin.py"))).toBe(true);
  });
});

interface Setting {
  readonly runner: string | undefined;
  readonly packages: readonly string[];
  readonly words: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const passing = (head: string) => `${head}\ntest("adds", () => { metric("found", 2); });\n`;
const esm = (from: string) => passing(`import { metric } from "backstory";\nimport { test } from "${from}";`);
const cjs = (from: string) => passing(`const { metric } = require("backstory");\nconst { test } = require("${from}");`);
const exported = (kind: string, config: object) =>
  `${kind === "ESM" ? "export default" : "module.exports ="} ${JSON.stringify(config)};\n`;

const settings: Readonly<Record<string, (kind: "ESM" | "CommonJS") => Setting>> = {
  vitest: (kind) => ({
    // The Vitest of this repository: a newer one needs a newer Node.
    runner: "../..",
    packages: ["vitest"],
    words: ["node_modules/vitest/vitest.mjs", "run"],
    files: {
      [`vitest.config.${kind === "ESM" ? "mjs" : "cjs"}`]: exported(kind, {
        test: { reporters: ["backstory/vitest"] },
      }),
      "cart.test.mjs": esm("vitest"),
    },
  }),
  playwright: (kind) => ({
    runner: "playwright-newest",
    packages: ["@playwright/test", "playwright", "playwright-core"],
    words: ["node_modules/@playwright/test/cli.js", "test"],
    files: {
      "package.json": JSON.stringify({ type: kind === "ESM" ? "module" : "commonjs" }),
      "playwright.config.js": exported(kind, { reporter: [["backstory/playwright"]] }),
      "cart.spec.js": (kind === "ESM" ? esm : cjs)("@playwright/test"),
    },
  }),
  jest: (kind) => ({
    runner: "jest-newest",
    packages: ["jest"],
    words: [...(kind === "ESM" ? ["--experimental-vm-modules"] : []), "node_modules/jest/bin/jest.js"],
    files: {
      "package.json": JSON.stringify({ type: kind === "ESM" ? "module" : "commonjs" }),
      "jest.config.js": exported(kind, { reporters: ["backstory/jest"], transform: {} }),
      "cart.test.js": passing(
        kind === "ESM" ? 'import { metric } from "backstory";' : 'const { metric } = require("backstory");',
      ),
    },
  }),
  mocha: (kind) => ({
    runner: "mocha-newest",
    packages: ["mocha"],
    words: ["node_modules/mocha/bin/mocha.js"],
    files: {
      ".mocharc.json": JSON.stringify({ reporter: "backstory/mocha", spec: "cart.test.*" }),
      [`cart.test.${kind === "ESM" ? "mjs" : "cjs"}`]: (kind === "ESM" ? esm : cjs)("mocha").replace(
        "{ test }",
        kind === "ESM" ? "{ it as test }" : "{ it: test }",
      ),
    },
  }),
  "node:test": (kind) => ({
    runner: undefined,
    packages: [],
    words: ["--test", "--test-reporter=backstory/node-test", `cart.test.${kind === "ESM" ? "mjs" : "cjs"}`],
    files: { [`cart.test.${kind === "ESM" ? "mjs" : "cjs"}`]: (kind === "ESM" ? esm : cjs)("node:test") },
  }),
};

describe("installed from the packed packages", () => {
  describe.each(Object.entries(settings))("%s", (_name, settingOf) => {
    test.each(["ESM", "CommonJS"] as const)("records with a configuration of %s", async (kind) => {
      const { runner, packages, words, files } = settingOf(kind);
      const of = withInstalled(runnerProject(files, runner === undefined ? { packages } : { runner, packages }));
      try {
        const ended = await of.run(words);
        expect(ended, ended.stdout + ended.stderr).toMatchObject({ status: 0 });
        const results = of.takeRecords().filter((record) => record.kind === "result");
        expect(results).toMatchObject([{ name: "adds", status: "passed", metrics: { found: 2 } }]);
      } finally {
        of.remove();
      }
    });
  });

  test("every subpath is typed for strict TypeScript", async () => {
    const file = join(project, "subpaths.mts");
    const subpaths = ["", "/vitest", "/playwright", "/jest", "/mocha", "/node-test", "/harvest"];
    const imports = subpaths.map((subpath, index) => `import * as part${index} from "backstory${subpath}";`);
    const uses = subpaths.map((_, index) => `part${index}`).join(", ");
    writeFileSync(
      file,
      `${imports.join("\n")}\nexport const parts: readonly object[] = [${uses}];\n` +
        'import { metric, recordEvent } from "backstory";\nmetric("speed", 3);\nrecordEvent("paid", { by: "card" });\n' +
        '// @ts-expect-error A metric is a number.\nmetric("speed", "3");\n',
    );
    for (const [runner, name] of [
      ["../..", "vitest"],
      ["playwright-newest", "@playwright"],
    ] as const) {
      const link = join(project, "node_modules", name);
      if (!existsSync(link)) symlinkSync(join(root, "test/runners", runner, "node_modules", name), link);
    }
    symlinkSync(join(root, "node_modules/@types"), join(project, "node_modules/@types"));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const words = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--types", "node"];
    const run = execute(process.execPath, [tsc, ...words, "--module", "nodenext", "--target", "es2023", file], {
      cwd: project,
    }).catch((error: { stdout: string }) => error);
    expect((await run).stdout).toBe("");
  });
});

/** Puts what npm installed into the place of what the project linked. */
function withInstalled(of: RunnerProject): RunnerProject {
  rmSync(join(of.folder, "node_modules/backstory"));
  symlinkSync(join(project, "node_modules/backstory"), join(of.folder, "node_modules/backstory"));
  return of;
}
