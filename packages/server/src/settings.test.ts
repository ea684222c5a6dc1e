import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultDataDirectory, readSettings } from "./settings.ts";

describe("settings", () => {
  test("come from the command line, then the environment, then what is usual", () => {
    const environment = { BACKSTORY_PORT: "8001", BACKSTORY_DATA: "/there", BACKSTORY_MEMORY_MB: "512" };
    expect(readSettings(["--port", "8000"], environment)).toMatchObject({
      ...{ port: 8000, dataDirectory: "/there", memoryBytes: 512 * 1_048_576 },
      ...{ host: "127.0.0.1", logLevel: "warn", applyMigrations: true, clickhouseUrl: undefined },
    });
    expect(readSettings([], {})).toMatchObject({ port: undefined });
  });

  test("that are empty in the environment are not set", () => {
    expect(readSettings([], { BACKSTORY_PORT: "", BACKSTORY_HOST: "" })).toMatchObject({
      port: undefined,
      host: "127.0.0.1",
    });
  });

  test.each([
    [[], { BACKSTORY_NO_APPLY_MIGRATIONS: "1" }, false],
    [[], { BACKSTORY_NO_APPLY_MIGRATIONS: "0" }, true],
    [["--no-apply-migrations"], {}, false],
  ])("%j with %j apply migrations: %s", (args, environment, applies) => {
    expect(readSettings(args, environment).applyMigrations).toBe(applies);
  });

  test.each([
    [["--port", "http"], {}, "--port (BACKSTORY_PORT) must be a whole number from 0 to 65535, and is 'http'."],
    [[], { BACKSTORY_PORT: "70000" }, "and is '70000'"],
    [["--memory-mb", "1"], {}, "--memory-mb"],
    [["--log-level", "loud"], {}, "one of silent, error, warn, info, debug"],
    [["--clickhouse-url", "file:///etc"], {}, "an http or https address"],
    [["--prot", "1"], {}, "Unknown option '--prot'"],
    [["data"], {}, "Unexpected argument 'data'"],
  ])("%j with %j are refused in a sentence", (args, environment, sentence) => {
    expect(() => readSettings(args, environment)).toThrow(
      expect.objectContaining({ code: "setting-invalid", message: expect.stringContaining(sentence) }),
    );
  });

  test("never tell the password of a ClickHouse", () => {
    const message = () => {
      try {
        return readSettings(["--clickhouse-url", "ftp://user:hunter2@host"], {});
      } catch (error) {
        return String(error);
      }
    };
    expect(message()).not.toContain("hunter2");
  });
});

test.each([
  ["linux", {}, join(homedir(), ".local", "share", "backstory")],
  ["linux", { XDG_DATA_HOME: "/data" }, join("/data", "backstory")],
  ["darwin", {}, join(homedir(), "Library", "Application Support", "backstory", "data")],
  ["win32", { LOCALAPPDATA: "/local" }, join("/local", "backstory", "data")],
] as const)("on %s with %j data is kept in its place", (platform, environment, directory) => {
  expect(defaultDataDirectory(platform, environment)).toBe(directory);
});
