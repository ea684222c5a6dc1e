import type { IncomingMessage, ServerResponse } from "node:http";

const patienceMs = 5_000;

/**
 * Reads on, and forgets, what a client still sends after its answer: closing at once would take the answer away from a
 * client that is busy writing. After 5 s the connection is closed.
 */
export function linger(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once("finish", () => {
    if (incoming.complete || incoming.destroyed) return;
    const timer = setTimeout(() => incoming.socket.destroy(), patienceMs);
    const stop = () => clearTimeout(timer);
    incoming.once("end", stop).once("close", stop).resume();
  });
}
