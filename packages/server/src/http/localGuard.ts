import { BackstoryError } from "@backstory/model";
import type { MiddlewareHandler } from "hono";
import type { AppEnvironment } from "./environment.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Keeps other sites out of a server without sign-in: the Host header must name this machine with the port that it
 * listens on (or else a name that someone else's DNS leads here), and what changes something must not come from a page
 * of another origin. `port` is asked at each request, because it is not known before the server listens.
 */
export function localGuard(port: () => number): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const host = context.req.header("host")?.toLowerCase();
    if (host === undefined || !hostsOf(port()).has(host)) {
      throw new BackstoryError("host-refused", `The Host header is ${JSON.stringify(host?.slice(0, 200) ?? "")}.`);
    }
    if (!safeMethods.has(context.req.method))
      checkOrigin(context.req.header("origin"), context.req.header("sec-fetch-site"), host);
    await next();
  };
}

function checkOrigin(origin: string | undefined, site: string | undefined, host: string): void {
  const foreign =
    origin === undefined ? site === "cross-site" || site === "same-site" : origin.toLowerCase() !== `http://${host}`;
  if (!foreign) return;
  throw new BackstoryError(
    "origin-refused",
    `The request comes from ${JSON.stringify(origin?.slice(0, 200) ?? site)}.`,
  );
}

const names = ["localhost", "127.0.0.1", "[::1]"];
const hostsByPort = new Map<number, ReadonlySet<string>>();

function hostsOf(port: number): ReadonlySet<string> {
  let hosts = hostsByPort.get(port);
  if (hosts === undefined) {
    hosts = new Set([...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])]);
    hostsByPort.set(port, hosts);
  }
  return hosts;
}
