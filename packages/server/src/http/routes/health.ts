import { BackstoryError } from "@backstory/model";
import type { Api, Services } from "../environment.ts";

/** Adds `/healthz` (the process answers) and `/readyz` (the engine answers too). */
export function addHealthRoutes(api: Api, { store }: Services): void {
  api.get("/healthz", (context) => context.json({ status: "ok", name: "backstory" }, 200));

  api.get("/readyz", async (context) => {
    await store.connection.query("SELECT 1 AS one").catch((cause: unknown) => {
      throw new BackstoryError("store-unavailable", "The engine does not answer.", {}, cause);
    });
    return context.json({ status: "ready" }, 200);
  });
}
