import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { BackstoryError } from "@backstory/model";

/** The port of the server when nobody asks for another. */
export const defaultPort = 7_357;

const triedPorts = 100;

/**
 * Listens, and answers the port. A port that was asked for must be free; without one it is 7357 or the next that is free.
 */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  for (let tried = port ?? defaultPort; ; tried++) {
    const taken = await listenOn(server, host, tried);
    if (taken === undefined) return (server.address() as AddressInfo).port;
    if (port !== undefined || tried - defaultPort >= triedPorts) {
      throw new BackstoryError("setting-invalid", `Port ${tried} is taken by another program.`, {}, taken);
    }
  }
}

/** Undefined once it listens, the error when the port is taken. */
function listenOn(server: Server, host: string, port: number): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    const onListening = () => {
      server.off("error", onError);
      resolve(undefined);
    };
    const onError = (error: NodeJS.ErrnoException) => {
      server.off("listening", onListening);
      if (error.code === "EADDRINUSE") resolve(error);
      else
        reject(new BackstoryError("setting-invalid", `Cannot listen on ${host}:${port}: ${error.message}.`, {}, error));
    };
    server.once("listening", onListening).once("error", onError);
    server.listen(port, host);
  });
}
