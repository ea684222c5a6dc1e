import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";

/** A server that does not do what Backstory does. */
export interface FaultyServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts a faulty server; some faults stand before a real one, whose address they are given. */
export type Fault = (realServer: string) => Promise<FaultyServer>;

/** What a server can do to a recorder, by what it does. */
export const faults: Readonly<Record<string, Fault>> = {
  "is not there": async () => {
    const server = await listening(createSocketServer());
    await server.close();
    return { ...server, close: async () => {} };
  },
  "accepts and says nothing": () => listening(createSocketServer()),
  "stops in the middle of its answer": () =>
    answering((request, response) => {
      request.resume().on("end", () => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"submissionId":');
      });
    }),
  "cuts every connection": () => listening(createSocketServer((socket) => socket.resetAndDestroy())),
  "cuts connections in the middle of the body": () =>
    answering((request) => request.once("data", () => request.destroy())),
  "reads and answers a byte a second": () =>
    listening(
      createSocketServer((socket) => {
        socket.pause();
        drip(socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
      }),
    ),
  "answers 401": () => answeringStatus(401),
  "answers 403": () => answeringStatus(403),
  "answers 413": () => answeringStatus(413),
  "answers 429 and asks for half a minute": () => answeringStatus(429, { "retry-after": "30" }),
  "answers 500": () => answeringStatus(500),
  "answers 503 and asks for a second": () => answeringStatus(503, { "retry-after": "1" }),
  "is something else": () =>
    answering((request, response) => {
      request.resume().on("end", () => response.end("<!doctype html><title>Welcome</title>"));
    }),
  "sends elsewhere": () => answeringStatus(302, { location: "https://sign-in.example.com/" }),
  "takes records and loses the answer": (realServer) =>
    answering((request, response) => {
      void handOn(request, realServer).finally(() => response.destroy());
    }),
};

async function handOn(request: IncomingMessage, realServer: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
  await fetch(`${realServer}${request.url}`, { method: "POST", headers, body: Buffer.concat(chunks) });
}

function answeringStatus(status: number, headers: Readonly<Record<string, string>> = {}): Promise<FaultyServer> {
  return answering((request, response) => {
    request.resume().on("end", () => response.writeHead(status, headers).end());
  });
}

function answering(listener: RequestListener): Promise<FaultyServer> {
  return listening(createServer(listener));
}

async function listening(server: Server): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function drip(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.read(1);
    if (sent < text.length) socket.write(text.charAt(sent++));
  }, 1_000);
  socket.on("close", () => clearInterval(timer));
}
