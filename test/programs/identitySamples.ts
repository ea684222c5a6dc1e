import { type Failure, familyId, fingerprint, type Json, testId } from "@backstory/model";
import fc from "fast-check";

/**
 * Prints generated tests and failures with the ids that the model derives, one JSON object a line, for other languages
 * that derive the same: `identitySamples.ts <count> <seed>`.
 */
const [count = "1000", seed = "1"] = process.argv.slice(2);

const volatile = fc.constantFrom(
  ...["<Shop object at 0x7F3a5c2b9d30>", "3F2504e0-4f89-11d3-9a0c-0305e82c3301", "2026-11-21 19:46:57,123+01:00"],
  ...[
    "/tmp/pytest-of-ci/pytest-0/test_adds0 'x'",
    "/private/var/folders/a\u00a0b",
    "C:\\Users\\me\\AppData\\Local\\Temp\\x",
  ],
  ...["0xK\u212a12ab", "\u0661\u0662", "deadbeefcafe0123", "1.5.6", "'a' \"b\" `c`", "\u{1f600}".repeat(600), "\u2028"],
);
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  volatile,
  fc.array(fc.oneof(volatile, fc.string()), { maxLength: 6 }).map((parts) => parts.join(" ")),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 1.5e300, 5e-324, 0.1, 100, -1e21, 2 ** 53),
);
const params = fc.dictionary(text, fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>, { maxKeys: 4 });
const frame = fc.oneof(
  fc.tuple(text, text).map(([file, name]) => `  File "${file}", line 12, in ${name}`),
  fc.tuple(text, text).map(([file, name]) => `    at async ${name} (${file}:3:9)`),
  fc.constantFrom(
    ...["tests/test_a.py:7: in test_it", "a/b.py:7: AssertionError", "c.py:1: ", "at x (/ci/node_modules/y.js:1:2)"],
    ...['  File "/usr/lib/python3.11/json.py", line 1, in loads', "    at /ci/shop/cart.ts:3:9", "<frozen x>:1: in y"],
  ),
  text,
);
const sample = fc.record({
  project: text,
  runner: fc.constantFrom("pytest", "vitest", "jest"),
  suite: text,
  name: text,
  params: fc.option(fc.oneof(params, fc.record({ n: number, m: number })), { nil: undefined }),
  declaredId: fc.option(text, { nil: undefined, freq: 5 }),
  type: fc.option(text, { nil: undefined }),
  message: fc.option(text, { nil: undefined }),
  trace: fc.option(
    fc.array(frame, { maxLength: 6 }).map((lines) => lines.join("\n")),
    { nil: undefined },
  ),
});

for (const drawn of fc.sample(sample, { numRuns: Number(count), seed: Number(seed) })) {
  // As the server does, which refuses halves of surrogate pairs before it derives anything.
  const one = wellFormed(drawn) as typeof drawn;
  const { project, runner, suite, name, params, declaredId } = one;
  const failure = JSON.parse(JSON.stringify({ type: one.type, message: one.message, trace: one.trace })) as Failure;
  const identity = { project, suite, name, params, declaredId };
  const ids = { testId: testId(identity, runner), familyId: familyId(identity, runner) };
  process.stdout.write(
    `${JSON.stringify({ runner, ...identity, failure, ...ids, fingerprint: fingerprint(failure) })}\n`,
  );
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [wellFormed(key), wellFormed(entry)]);
  return Object.fromEntries(entries.filter(([key]) => key !== "__proto__"));
}
