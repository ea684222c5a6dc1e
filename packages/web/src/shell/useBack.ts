import { useCanGoBack, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

/** Goes back to where one came from, or to the runs when one came from outside. */
export function useBack(): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return useCallback(() => {
    if (canGoBack) router.history.back();
    else void router.navigate({ to: "/runs" });
  }, [router, canGoBack]);
}
