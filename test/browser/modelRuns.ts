import { type Submission, submission } from "./submission.ts";

const solvers = ["forest", "lasso", "ridge"];
const sizes = [100, 1_000, 10_000];

/** How many runs {@link modelRuns} has, and how many rows each. */
export const modelStory = { runs: 12, rows: solvers.length * sizes.length } as const;

/** The accuracy that {@link modelRuns} tells, so that figures on the page can be checked. */
export function accuracyOf(solver: string, size: number, age: number): number {
  return 0.7 + solvers.indexOf(solver) * 0.05 + sizes.indexOf(size) * 0.03 + (age % 4) * 0.005;
}

/** Runs of tests that tell what they found out: a solver on data of a size, its accuracy and its iterations. */
export function modelRuns(): Submission[] {
  return Array.from({ length: modelStory.runs }, (_, index) => modelRun(modelStory.runs - 1 - index));
}

function modelRun(age: number): Submission {
  const results = solvers.flatMap((solver, place) =>
    sizes.map((size, step) => ({
      ...{ suite: "tests.test_model", name: "test_fit", status: "passed" as const, params: { solver, size } },
      durationMs: 20 * (place + 1) * (step + 1) + age,
      metrics: { accuracy: accuracyOf(solver, size, age), iterations: 10 * (step + 1) + age },
      properties: { device: solver === "forest" ? "gpu" : "cpu" },
    })),
  );
  const first = {
    ...{ target: "models", build: { name: `m-${modelStory.runs - age}` } },
    git: { branch: "main", commit: "abcdef12".repeat(5) },
  };
  return submission(age * 180 + 3, first, results);
}
