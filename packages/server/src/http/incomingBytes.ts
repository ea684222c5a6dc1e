import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";

/**
 * The body of a request as a stream of its own: who gives up on it does not close the connection, over which the
 * answer still has to go. A body that breaks off breaks the stream off.
 */
export function incomingBytes(incoming: IncomingMessage): Readable {
  const bytes = new PassThrough();
  incoming.once("close", () => {
    if (!incoming.readableEnded) bytes.destroy(new Error("The connection closed before the body was whole."));
  });
  return incoming.pipe(bytes);
}
