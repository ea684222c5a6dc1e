import { defineConfig } from "vitest/config";

const conditions = ["@backstory/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // chDB crashes the process under worker threads: only forks.
    pool: "forks",
    maxWorkers: 2,
    // A test waits for what happens, on a busy machine too; it does not measure.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    include: ["packages/*/src/**/*.test.{ts,tsx}", "test/**/*.test.ts", "benchmarks/**/*.test.ts"],
  },
});
