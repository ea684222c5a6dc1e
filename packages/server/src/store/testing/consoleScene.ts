import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askConsole, type ConsoleRows } from "../console/askConsole.ts";
import { createToken } from "../facts/tokens.ts";
import type { OpenTestStore, TestStore } from "./openTestStore.ts";
import { end, partOf, resultOf, submissionOf, whose } from "./submit.ts";

/** A store with a secret in it, a file, a folder and a port outside of it, none of which the console may touch. */
export interface ConsoleScene {
  readonly opened: TestStore;
  readonly file: string;
  readonly folder: string;
  readonly port: number;
  ask(sql: string): Promise<ConsoleRows>;
  /** What came out or was done that must not be: nothing, as it should be. */
  leaks(texts: readonly string[]): string[];
  close(): Promise<void>;
}

/** Opens a store, records a test, makes a token and lays out the baits. */
export async function openConsoleScene(open: OpenTestStore): Promise<ConsoleScene> {
  const opened = await open();
  const folder = mkdtempSync(join(tmpdir(), "backstory-bait-"));
  const file = join(folder, "bait.txt");
  const bait = `bait-${randomUUID()}`;
  writeFileSync(file, `${bait}\n`);
  const { connection } = opened.store;
  const owner = whose("shop");
  const failed = resultOf("pays", { status: "failed", failure: { type: "E", message: "no money", trace: "" } });
  await opened.store.append(partOf(owner, [submissionOf(owner), resultOf("adds"), failed, end]));
  await opened.store.settled();
  await createToken(connection, { project: "shop", target: "unit", name: "ci" });
  const [secret] = await connection.query<{ secretSha256: string }>("SELECT secretSha256 FROM tokens");
  // On a ClickHouse server others may have tables beside ours, under any name.
  await connection.command(`CREATE TABLE \`their-table\` (word String) ENGINE = MergeTree ORDER BY tuple()`);
  const theirs = `theirs-${randomUUID()}`;
  await connection.command("INSERT INTO `their-table` SELECT {theirs:String}", { theirs });
  const secrets = [bait, secret?.secretSha256 ?? "", theirs];
  let calls = 0;
  const listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  return {
    opened,
    file,
    folder,
    port: typeof address === "object" && address !== null ? address.port : 0,
    ask: (sql) => askConsole(connection, { sql, queryId: randomUUID() }),
    leaks(texts) {
      const told = secrets.filter((word) => word === "" || texts.some((text) => text.includes(word)));
      const written = readdirSync(folder).filter((name) => name !== "bait.txt");
      const gone = existsSync(file) ? [] : ["the bait was taken away"];
      return [...told, ...written, ...gone, ...(calls > 0 ? [`${calls} calls to another machine`] : [])];
    },
    async close() {
      await new Promise((resolve) => listener.close(resolve));
      await opened.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
