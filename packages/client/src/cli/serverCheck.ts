import { BackstoryError, errors, pageOf, projectSchema } from "@backstory/model";
import { destinationUrl } from "../settings.ts";
import { askServer, checkToken, isServing } from "./askServer.ts";

/** What became of trying a server, in words too. */
export interface ServerCheck {
  readonly isReachable: boolean;
  readonly isReady: boolean;
  readonly finding: string;
}

/** Tries a server as a recorder would: whether it is there, and whether it lets the token in. It does not reject. */
export async function serverCheck(address: string, token: string | undefined): Promise<ServerCheck> {
  try {
    const url = destinationUrl(address);
    const page = await askServer({ url, token }, { path: "/projects" }, pageOf(projectSchema));
    if (token !== undefined) await checkToken({ url, token });
    const isHealthy = await isServing(url, 5_000);
    const projects = page.items.length === 1 ? "1 project" : `${page.items.length} projects`;
    return {
      isReachable: true,
      isReady: true,
      finding: `answers, with ${projects}${isHealthy ? "" : ", but is not healthy"}.`,
    };
  } catch (error) {
    if (!(error instanceof BackstoryError)) return { isReachable: false, isReady: false, finding: String(error) };
    const isReachable = error.code !== "server-unreachable";
    const detail = isReachable ? `${error.message} ${errors[error.code].hint}` : error.message;
    return { isReachable, isReady: false, finding: detail };
  }
}
