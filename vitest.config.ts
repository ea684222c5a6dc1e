import { defineConfig } from "vitest/config";

const conditions = ["@backstory/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // chDB crashes the process under worker threads: only forks.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ["packages/*/src/**/*.test.{ts,tsx}", "test/**/*.test.ts", "benchmarks/**/*.test.ts"],
  },
});
