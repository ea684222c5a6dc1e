import { join } from "node:path";
import { root, run, say } from "./command.mjs";
import { pythonEnvironment } from "./install.mjs";

const backstory = join(root, "packages/client/dist/cli/main.js");
const requirements = ["pytest==9.2.0", "pytest-xdist==3.8.0", "pytest-rerunfailures==16.7"];

/** How often each suite is run; the code under test has its regression from the run of that number on. */
const rounds = 6;
const regressionFrom = 4;

/** Records the suites in examples/ by running them with the real recorders, while the server has no runs. */
export async function recordExamples(server) {
  const { items } = await getJson(`${server.address}/api/v1/runs?limit=1`);
  if (items.length > 0) return;
  say(`the server answers at ${server.address} already; its first runs are recorded now, which takes a minute or two`);
  const python = await pythonEnvironment("examples", requirements);
  const runners = [{ target: "vitest", suite: "examples/vitest", command: vitestCommand }];
  if (python !== undefined) {
    const command = (round) => [python, "-m", "pytest", "-q", ...(round % 2 === 0 ? ["-n", "2"] : [])];
    runners.unshift({ target: "pytest", suite: "examples/pytest", command });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const { target, suite, command } of runners) {
      if (server.stopping) return;
      say(`recording ${suite}, run ${round} of ${rounds}`);
      await run(process.execPath, [backstory, "run", "--", ...command(round)], {
        cwd: join(root, suite),
        quiet: "always",
        env: {
          BACKSTORY_URL: server.address,
          BACKSTORY_PROJECT: "examples",
          BACKSTORY_TARGET: target,
          BACKSTORY_BUILD_NAME: `1.${round}.0`,
          EXAMPLE_REGRESSION: round >= regressionFrom ? "1" : "",
        },
      });
    }
  }
  await allEnded(server, rounds * runners.length);
}

function vitestCommand() {
  return [process.execPath, join(root, "node_modules/vitest/vitest.mjs"), "run"];
}

async function allEnded(server, expected) {
  for (let tries = 0; tries < 100 && !server.stopping; tries++) {
    const { items } = await getJson(`${server.address}/api/v1/runs?limit=100`);
    if (items.filter((item) => item.state === "complete").length >= expected) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function getJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}
