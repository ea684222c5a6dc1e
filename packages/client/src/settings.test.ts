import { describe, expect, test } from "vitest";
import { destinationUrl, resolveSettings, settingNames, waitMs } from "./settings.ts";

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
