import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** The other side of a recorder: an HTTP server that takes each part and says so, as Backstory's does, and keeps nothing. */
export async function openSink(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(takeEverything);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function takeEverything(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = gunzipSync(Buffer.concat(chunks));
    const offset = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("offset"));
    const accepted = body.toString("latin1").split("\n").length - 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ submissionId: "", nextOffset: offset + accepted, accepted, refused: [] }));
  });
}
