import type { Page } from "@backstory/model";
import { type Ask, askServer, type Server } from "./askServer.ts";

/** The items of a list, page after page. */
export async function everyPage<Item>(
  server: Server,
  { path, query = {} }: Pick<Ask, "path" | "query">,
  schema: { parse(value: unknown): Page<Item> },
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await askServer(server, { path, query: { ...query, limit: "500", cursor } }, schema);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
