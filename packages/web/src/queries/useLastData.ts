import { useEffect, useRef } from "react";
import { ApiError } from "../api.ts";

/** What a query answers; while its question cannot be understood, as one still types it, what it answered last. */
export function useLastData<Data>(data: Data | undefined, error: Error | null): Data | undefined {
  const last = useRef<Data>(undefined);
  useEffect(() => {
    if (data !== undefined) last.current = data;
  }, [data]);
  const isUnreadable = error instanceof ApiError && error.status === 400;
  return data ?? (isUnreadable ? last.current : undefined);
}
