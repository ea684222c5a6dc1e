import { hashKey, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api.ts";
import { currentAsof } from "./asof/currentAsof.ts";
import { createAppRouter } from "./router.tsx";
import "./theme/theme.css";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The live channel says when something is old.
      staleTime: 30_000,
      // What was is kept apart from what is.
      queryKeyHashFn: (key) => hashKey([currentAsof() ?? "", ...key]),
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

const place = document.getElementById("app");
if (!place) throw new Error("index.html has no #app");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={createAppRouter(client)} />
    </QueryClientProvider>
  </StrictMode>,
);
