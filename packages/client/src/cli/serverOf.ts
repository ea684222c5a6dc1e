import { BackstoryError } from "@backstory/model";
import { destinationUrl, type RecorderOptions, resolveSettings } from "../settings.ts";
import type { Server } from "./askServer.ts";

/** Where a server on this machine listens when nobody told it otherwise. */
export const localServer = "http://127.0.0.1:7357";

/** The server that the settings name, else the one of this machine. It throws `setting-invalid`. */
export function serverOf(options: RecorderOptions): Server {
  const settings = resolveSettings(options);
  try {
    return { url: destinationUrl(settings.url.value ?? localServer), token: settings.token.value };
  } catch (error) {
    throw new BackstoryError("setting-invalid", error instanceof Error ? error.message : String(error), {}, error);
  }
}
