import { join } from "node:path";
import { storageSchema } from "@backstory/model";
import { createRoute } from "@hono/zod-openapi";
import { folderUse } from "../../store/folderUse.ts";
import { storageUse } from "../../store/queries/storageUse.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";

const getStorage = createRoute({
  method: "get",
  path: "/api/v1/storage",
  summary: "How much room the tables, the targets, the attachments and the log take",
  responses: answers(storageSchema, "Bytes on disk"),
});

/** Adds the route that tells what takes how much room. */
export function addStorageRoute(api: Api, { store: { connection }, blobs, dataDirectory }: Services): void {
  api.openapi(getStorage, async (context) => {
    const [use, attachments, log] = await Promise.all([
      storageUse(connection),
      blobs.use(),
      folderUse(join(dataDirectory, "wal")),
    ]);
    return context.json({ ...use, attachments, log }, 200);
  });
}
