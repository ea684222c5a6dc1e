import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Round, RoundRequest } from "./ack/load.ts";
import type { Answer, Request } from "./ack/server.ts";
import { report } from "./report.ts";

const connections = 64;
const durationMs = 3_000;
const rounds = 5;

const load = start("ack/load.ts");
const servers = [start("ack/server.ts", "null"), start("ack/server.ts", "durable")] as const;
const addresses = await Promise.all(
  servers.map(async (server) => (await message<{ address: string }>(server)).address),
);

for (const rows of [1, 100]) {
  const measured: [Round[], Round[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const kind of [0, 1] as const) {
      const result = await runRound({ address: addresses[kind] as string, rows, connections, durationMs });
      await settle(servers[kind]);
      // The first round warms both up.
      if (round > 0) measured[kind].push(result);
    }
  }
  tell(rows, ...measured);
}

load.kill();
for (const server of servers) server.send("stop" satisfies Request);

function start(file: string, ...args: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: process.execArgv });
}

async function message<Message>(child: ChildProcess): Promise<Message> {
  return (await once(child, "message"))[0] as Message;
}

async function runRound(request: RoundRequest): Promise<Round> {
  load.send(request);
  return message<Round>(load);
}

async function settle(server: ChildProcess): Promise<void> {
  server.send("settle" satisfies Request);
  await message<Answer>(server);
}

function tell(rows: number, nothing: Round[], durable: Round[]): void {
  const ratio = median(durable.map((round, index) => round.perSecond / (nothing[index]?.perSecond ?? 1)));
  const p99 = median(durable.map((round) => round.p99));
  const refused = durable.reduce((sum, round) => sum + round.refused, 0);
  for (const [name, all] of [
    ["null", nothing],
    ["durable", durable],
  ] as const) {
    const [perSecond, p50, slow] = [all.map((r) => r.perSecond), all.map((r) => r.p50), all.map((r) => r.p99)].map(
      median,
    );
    console.log(
      `${rows} rows a request, ${name}: ${perSecond?.toFixed(0)} acks/s, p50 ${p50?.toFixed(1)} ms, p99 ${slow?.toFixed(1)} ms`,
    );
  }
  if (refused > 0) console.log(`${refused} requests were answered with something else than 200`);
  const rate = `${ratio.toFixed(2)}x the null sink`;
  report({ goal: "G6", what: `durable acks, ${rows} rows`, measured: rate, wanted: "≥ 0.40x", met: ratio >= 0.4 });
  const slowest = `${p99.toFixed(0)} ms`;
  report({ goal: "G6", what: `p99 of acks, ${rows} rows`, measured: slowest, wanted: "≤ 60 ms", met: p99 <= 60 });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
