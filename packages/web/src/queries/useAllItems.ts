import type { Page } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

interface AllItems<Item> {
  items: readonly Item[];
  hasMore: boolean;
  /** Fetches the next page; while one is on its way it does nothing. Resolves to whether a page came. */
  loadMore: () => Promise<boolean>;
}

/** The items of all loaded pages as one list. */
export function useAllItems<Item>(query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>): AllItems<Item> {
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const loadMore = useCallback(async () => {
    if (!hasNextPage || isFetching) return false;
    const result = await fetchNextPage({ cancelRefetch: false });
    return result.isSuccess;
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { items, hasMore: hasNextPage, loadMore };
}
