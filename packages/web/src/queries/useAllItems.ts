import type { Page } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

interface AllItems<Item> {
  items: readonly Item[];
  /** Names what `items` are the answer to; while the rows of an earlier question stand in, it is empty. */
  listKey: string;
  hasMore: boolean;
  /** Fetches the next page, or waits for what is on its way already. Resolves to whether there was one to fetch. */
  loadMore: () => Promise<boolean>;
}

/** The items of all loaded pages as one list; `question` is what the query depends on. */
export function useAllItems<Item>(
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>,
  question: unknown,
): AllItems<Item> {
  const { data, hasNextPage, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const loadMore = useCallback(async () => {
    if (!hasNextPage) return false;
    const result = await fetchNextPage({ cancelRefetch: false });
    return result.isSuccess;
  }, [hasNextPage, fetchNextPage]);
  const listKey = query.isPlaceholderData ? "" : JSON.stringify(question);
  return { items, listKey, hasMore: hasNextPage, loadMore };
}
