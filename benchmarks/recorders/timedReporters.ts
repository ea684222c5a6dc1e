/** Wraps `method` so that each call adds its time to `spentMs`; longer calls are the machine doing something else. */
const timing = `
const { writeFileSync } = require("node:fs");
let spentMs = 0;
const tell = () => writeFileSync("timed.json", JSON.stringify({ spentMs }));
const took = (began) => { const ms = performance.now() - began; if (ms < 1) spentMs += ms; };
const timed = (method) => function (...args) {
  const began = performance.now();
  const answer = method.apply(this, args);
  took(began);
  return answer;
};
`;

/** A class of a reporter with every handler timed, but for those that wait at the beginning and the end of the run. */
const timedClass = (subpath: string, apart: readonly string[]) => `${timing}
const { BackstoryReporter } = require("backstory/${subpath}");
for (const name of Object.getOwnPropertyNames(BackstoryReporter.prototype)) {
  if (!name.startsWith("on") || ${JSON.stringify(apart)}.includes(name)) continue;
  BackstoryReporter.prototype[name] = timed(BackstoryReporter.prototype[name]);
}
process.on("exit", tell);
module.exports = BackstoryReporter;
`;

const timedMocha = `${timing}
process.on("exit", tell);
module.exports = class extends require("backstory/mocha") {
  constructor(runner, options) {
    const { on } = runner;
    runner.on = runner.addListener = function (name, listener) { return on.call(this, name, timed(listener)); };
    super(runner, options);
    runner.on = runner.addListener = on;
  }
};
`;

const timedNode = `
import { createRequire } from "node:module";
import Reporter from "backstory/node-test";
const require = createRequire(import.meta.url);
${timing}
Reporter.prototype._transform = timed(Reporter.prototype._transform);
process.on("exit", tell);
export default Reporter;
`;

/** Files of the benchmark's project: for each runner a reporter that does nothing, and ours with its handlers timed. */
export const timedReporters = {
  jest: {
    "null.cjs": "module.exports = class {};\n",
    "timed.cjs": timedClass("jest", ["onRunStart", "onRunComplete"]),
  },
  playwright: {
    "null.cjs": "module.exports = class { printsToStdio() { return true; } };\n",
    "timed.cjs": timedClass("playwright", ["onBegin", "onEnd", "onExit"]),
  },
  mocha: { "null.cjs": "module.exports = class {};\n", "timed.cjs": timedMocha },
  "node:test": {
    "null.mjs": "export default async function* (source) { for await (const _ of source); }\n",
    "timed.mjs": timedNode,
  },
} as const;
