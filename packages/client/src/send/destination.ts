import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

/** Where records are sent to, with the connection that its requests share. */
export interface Destination {
  readonly url: URL;
  readonly token: string | undefined;
  readonly agent: HttpAgent;
}

/** A destination for one sender. Its one connection is kept open between parts and never keeps the process alive. */
export function openDestination(url: URL, token?: string): Destination {
  const options = { keepAlive: true, maxSockets: 1 };
  return { url, token, agent: url.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options) };
}

/** The address below a destination, which may itself stand below a path of a proxy. */
export function addressOf(destination: URL, path: string): URL {
  const address = new URL(destination);
  address.pathname = `${destination.pathname.replace(/\/+$/, "")}${path}`;
  return address;
}
