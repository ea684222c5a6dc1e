import type { Connection } from "../connection.ts";
import { applyRetention } from "../retention/applyRetention.ts";
import { openStore } from "../store.ts";
import { jobDay } from "./retentionScene.ts";

/** Runs the retention job on a data directory, and dies as by kill -9 before its n-th statement that writes. */
async function retainUntilKilled(dataDirectory: string, statements: number): Promise<void> {
  const store = await openStore({ dataDirectory, memoryBytes: 600_000_000 });
  let left = statements;
  const connection: Connection = {
    ...store.connection,
    async command(sql, parameters) {
      left -= 1;
      if (left < 0) process.kill(process.pid, "SIGKILL");
      await store.connection.command(sql, parameters);
    },
  };
  await applyRetention(connection, { now: jobDay });
  await store.close();
}

await retainUntilKilled(process.argv[2] as string, Number(process.argv[3]));
