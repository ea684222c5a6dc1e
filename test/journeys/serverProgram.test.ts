import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { root } from "../architecture/sourceFiles.ts";
import { startServer } from "../support/serverProcess.ts";

const program = join(root, "packages/server/bin/backstory-server.cjs");
const folder = mkdtempSync(join(tmpdir(), "backstory-program-"));

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** Runs the program to its end. */
function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { encoding: "utf8", timeout: 30_000 });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", (code) => resolve(code)));

describe("the server's program", () => {
  test("prints its options, each with its environment variable", () => {
    const { status, stdout } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/--port <value> +port to listen on .*BACKSTORY_PORT/);
  });

  test.each([
    [["--prot", "1"], "Unknown option '--prot'"],
    [["--port", "x"], "--port (BACKSTORY_PORT) must be a whole number from 0 to 65535, and is 'x'."],
    [["--host", "0.0.0.0", "--data", join(folder, "wide")], "--host 0.0.0.0 is not an address of this machine alone."],
  ])("started with %j ends with 1 and a sentence", (args, sentence) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`backstory-server: ${sentence}`);
    expect(stderr).not.toContain("    at ");
  });

  test("ends with 1 and a sentence when the port that it was given is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const child = spawn(process.execPath, [program, "--port", String(port), "--data", join(folder, "taken")]);
    const stderr: string[] = [];
    child.stderr.on("data", (piece: Buffer) => stderr.push(piece.toString()));
    expect(await ended(child)).toBe(1);
    expect(stderr.join("")).toContain(`Port ${port} is taken by another program.`);
    other.close();
  });

  test("prints the statements that it has no leave to run", () => {
    const { status, stdout, stderr } = run("--no-apply-migrations", "--port", "0", "--data", join(folder, "old"));
    expect(status).toBe(1);
    expect(stdout).toContain("CREATE TABLE IF NOT EXISTS ingest (");
    expect(stderr).toContain("backstory-server: ");
  });
});

test.each(["SIGTERM", "SIGINT"] as const)("%s stops the server, which lets its directory go", async (signal) => {
  const data = join(folder, signal);
  const server = await startServer(data);
  expect(existsSync(join(data, "server.lock"))).toBe(true);
  expect(await server.stop(signal)).toBe(0);
  expect(existsSync(join(data, "server.lock"))).toBe(false);
  expect(await (await startServer(data)).stop()).toBe(0);
});

const countsThreads = existsSync("/proc/self/task");
if (!countsThreads) console.log("the engine's threads are not counted: this platform lists none in /proc");

test.runIf(countsThreads)("its engine has threads enough to leave some for files and gzip", async () => {
  const server = await startServer(join(folder, "threads"));
  await Promise.all(Array.from({ length: 40 }, () => server.get("/runs")));
  const threads = readdirSync(`/proc/${server.pid}/task`).length;
  await server.stop();
  expect(threads).toBeGreaterThan(24);
});
