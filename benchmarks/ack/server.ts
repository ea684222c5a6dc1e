import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../packages/server/src/log.ts";
import { serveStore } from "../../packages/server/src/serve.ts";
import { serial } from "../../packages/server/src/store/serial.ts";
import { openStore, type Store } from "../../packages/server/src/store/store.ts";

/** What the parent asks: `settle` is answered once everything acknowledged is in the engine, `stop` ends the process. */
export type Request = "settle" | "stop";

/** Where the server answers, then one message for each `settle`. */
export type Answer = { readonly address: string } | { readonly settled: true };

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-ack-"));
const store = process.argv[2] === "durable" ? await openStore({ dataDirectory }) : nullStore();
const server = await serveStore(store, { dataDirectory, host: "127.0.0.1", port: 0, logger: openLog("silent") });

process.on("message", (request: Request) => void obey(request));
tell({ address: server.address });

async function obey(request: Request): Promise<void> {
  await store.settled();
  if (request === "settle") return tell({ settled: true });
  await server.close();
  await store.close();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(0);
}

function tell(answer: Answer): void {
  process.send?.(answer);
}

/** A store that takes everything at once and keeps nothing but how far each submission has come. */
function nullStore(): Store {
  const positions = new Map<string, NonNullable<Awaited<ReturnType<Store["position"]>>>>();
  const lanes = new Map<string, ReturnType<typeof serial>>();
  return {
    connection: undefined as never,
    async append({ submissionId, offset, lines, project, target, runner, ended }) {
      positions.set(submissionId, { nextOffset: offset + lines, project, target, runner, ended });
    },
    position: async (submissionId) => positions.get(submissionId),
    exclusive(submissionId, task) {
      const lane = lanes.get(submissionId) ?? serial();
      lanes.set(submissionId, lane);
      return lane(task);
    },
    onApplied: () => () => {},
    settled: async () => {},
    refresh: async () => {},
    close: async () => {},
  };
}
