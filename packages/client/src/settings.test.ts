import { describe, expect, test } from "vitest";
import { destinationUrl, isOn, type RecorderOptions, resolveSettings, settingNames, waitMs } from "./settings.ts";

describe("a setting", () => {
  test("is the option, else the environment, else the default, and says which", () => {
    const env = { BACKSTORY_URL: "http://env", BACKSTORY_PROJECT: "env", XDG_STATE_HOME: "/state" };
    expect(resolveSettings({ url: "http://option" }, env)).toMatchObject({
      url: { value: "http://option", origin: "option" },
      project: { value: "env", origin: "environment" },
      target: { value: undefined, origin: "default" },
      spool: { value: "/state/backstory/spool", origin: "default" },
      waitSeconds: { value: "2", origin: "default" },
    });
  });

  test("that is empty counts as unset", () => {
    const { url } = resolveSettings({ url: "" }, { BACKSTORY_URL: "" });
    expect(url).toMatchObject({ value: undefined, origin: "default" });
  });

  test("is a secret when it is a token, and only then", () => {
    const settings = Object.values(resolveSettings({}, {}));
    expect(settings.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual(["token"]);
  });

  test("has a variable of its own", () => {
    const variables = Object.values(settingNames).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

test.each([
  ["http://127.0.0.1:7357", "http://127.0.0.1:7357/"],
  ["https://example.com/backstory/", "https://example.com/backstory/"],
])("%s is a destination", (text, href) => {
  expect(destinationUrl(text).href).toBe(href);
});

test.each(["127.0.0.1:7357", "backstory", "ftp://example.com"])("%s is no destination", (text) => {
  expect(() => destinationUrl(text)).toThrow(/address/);
});

test.each([
  ["0", 0],
  ["2", 2_000],
  ["0.5", 500],
])("%s seconds are waited", (value, ms) => {
  expect(waitMs(resolveSettings({ waitSeconds: value }, {}).waitSeconds)).toBe(ms);
});

test.each(["soon", "-1", "Infinity"])("'%s' is no wait", (value) => {
  expect(() => waitMs(resolveSettings({ waitSeconds: value }, {}).waitSeconds)).toThrow(/number of seconds/);
});

describe("options of Tesults' reporters", () => {
  test("say what ours say, and ours count more", () => {
    const old = {
      "tesults-files": "files",
      "tesults-output-file": "out.json",
      "tesults-build-name": "1.0",
      "tesults-build-result": "pass",
      "tesults-build-desc": "more",
      "tesults-build-reason": "why",
    };
    expect(resolveSettings({ ...old, buildName: "2.0" }, { BACKSTORY_BUILD_REASON: "less" })).toMatchObject({
      files: { value: "files", origin: "option" },
      output: { value: "out.json" },
      buildName: { value: "2.0" },
      buildResult: { value: "pass" },
      buildDescription: { value: "more" },
      buildReason: { value: "why" },
    });
    expect(resolveSettings({ "tesults-build-description": "all" }, {}).buildDescription.value).toBe("all");
  });

  test.each([
    ["the name of a target", { "tesults-target": "unit" }, { target: "unit" }],
    ["an ingest token", { "tesults-target": "bst_abc" }, { token: "bst_abc" }],
    ["a token of another kind", { "tesults-target": "eyJhbGciOi.eyJpZCI6.sig" }, { token: "eyJhbGciOi.eyJpZCI6.sig" }],
    ["an address", { "tesults-target": "http://host" }, { url: "http://host" }],
    ["a variable", { "tesults-target": "MY_TARGET" }, { token: "bst_variable" }],
    ["a target that we are told of as well", { "tesults-target": "unit", target: "e2e" }, { target: "e2e" }],
  ] as const)("name as target %s", (_, options: RecorderOptions, expected) => {
    const settings = resolveSettings(options, { MY_TARGET: "bst_variable" });
    const found = Object.entries({ url: settings.url, token: settings.token, target: settings.target });
    expect(
      Object.fromEntries(
        found.filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value]),
      ),
    ).toEqual(expected);
  });

  test("give way to the variable of the output file, as they did", () => {
    const env = { TESULTS_OUTPUT_FILE: "env.json" };
    expect(resolveSettings({ "tesults-output-file": "option.json" }, env).output).toMatchObject({
      value: "env.json",
      origin: "environment",
    });
    expect(resolveSettings({ output: "ours.json" }, env).output.value).toBe("ours.json");
  });
});

test.each([
  [true, true],
  ["yes", true],
  ["ON", true],
  [false, false],
  ["0", false],
  [undefined, false],
])("watch: %s is %s", (watch, expected) => {
  expect(isOn(resolveSettings(watch === undefined ? {} : { watch }, {}).watch)).toBe(expected);
});
