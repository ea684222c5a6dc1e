import { describe, expect, test } from "vitest";
import { failureOf } from "./failureOf.ts";

test("tells type, message without colours, and one trace of all errors", () => {
  const first = Object.assign(new TypeError("\u001B[31mno\u001B[39m"), {
    stack: "TypeError: \u001B[31mno\u001B[39m\n    at a.js:1",
  });
  expect(failureOf([first, { message: "second", diff: "- 1\n+ 2" }])).toEqual({
    type: "TypeError",
    message: "no",
    trace: "TypeError: \u001B[31mno\u001B[39m\n    at a.js:1\n\nError: second\n\n- 1\n+ 2",
  });
});

test("leaves out the frames of runners and keeps those of other packages", () => {
  const stack = [
    "Error: no",
    "    at a.test.js:1:1",
    "    at run (/p/node_modules/jest-circus/build/run.js:1:1)",
    "    at /p/node_modules/@vitest/runner/dist/index.js:1:1",
    "    at call (/p/node_modules/lodash/index.js:1:1)",
  ].join("\n");
  expect(failureOf([{ name: "Error", message: "no", stack }]).trace).toBe(
    "Error: no\n    at a.test.js:1:1\n    at call (/p/node_modules/lodash/index.js:1:1)",
  );
});

describe("whatever is thrown", () => {
  const circular: { name: string; message: string; cause?: unknown; errors?: unknown[] } = {
    name: "Error",
    message: "round",
  };
  circular.cause = circular;
  circular.errors = [circular, new Error("other")];
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const trap = () => {
    throw new Error("trapped");
  };
  const hostile = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap });
  // Each of its fields is another one of its kind, without end.
  const endless: object = new Proxy({}, { get: (_, key) => (key === "errors" ? Array(1_000).fill(endless) : endless) });

  test.each([
    ["a text", "no", "no"],
    ["nothing", undefined, "undefined"],
    ["a symbol", Symbol("no"), "Symbol(no)"],
    ["an object without a prototype", Object.assign(Object.create(null), { code: 1 }), /code: 1/],
    ["a circle", circular, "round"],
    ["a revoked Proxy", revoked, /Proxy/],
    ["a Proxy that throws", hostile, "{}"],
    [
      "an object whose message throws",
      Object.defineProperty({}, "message", { get: trap, enumerable: true }),
      /message: \[Getter\]/,
    ],
  ])("%s is told", (_, thrown, message) => {
    const failure = failureOf([thrown]);
    expect(failure.message).toMatch(
      message instanceof RegExp ? message : new RegExp(`^${message.replace(/[()]/g, "\\$&")}$`),
    );
    expect(failure.trace).toContain(failure.message);
  });

  test("an endless Proxy ends", () => {
    expect(failureOf([endless]).trace?.length).toBeLessThan(100_000);
  });

  test("causes and the errors of an aggregate are told once each", () => {
    const error = new AggregateError([new Error("one"), new Error("two")], "all", { cause: "a word" });
    expect(failureOf([error]).trace).toMatch(
      /AggregateError: all[\s\S]+Caused by: a word[\s\S]+Together with: Error: one[\s\S]+Together with: Error: two/,
    );
    expect(failureOf([circular]).trace?.match(/round/g)).toHaveLength(1);
  });
});
