import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter } from "@tanstack/react-router";
import { NotFoundPage } from "./pages/notFoundPage.tsx";
import { RunPage } from "./pages/runPage.tsx";
import { RunsPage } from "./pages/runsPage.tsx";
import { TestPage } from "./pages/testPage.tsx";
import { TestsPage } from "./pages/testsPage.tsx";
import { Problem } from "./parts/problem.tsx";
import { runQuery } from "./queries/runQuery.ts";
import { testQuery } from "./queries/testQuery.ts";
import { runSearch } from "./search/runSearch.ts";
import { runsSearch } from "./search/runsSearch.ts";
import { parseSearchText, writeSearchText } from "./search/searchText.ts";
import { testsSearch } from "./search/testsSearch.ts";
import { App } from "./shell/app.tsx";

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: App, notFoundComponent: NotFoundPage });

const runs = createRoute({ getParentRoute: () => root, path: "/", validateSearch: runsSearch, component: RunsPage });

const run = createRoute({
  getParentRoute: () => root,
  path: "/runs/$runId",
  validateSearch: runSearch,
  loader: ({ context, params }) => void context.client.prefetchQuery(runQuery(params.runId)),
  component: RunPage,
});

const tests = createRoute({
  getParentRoute: () => root,
  path: "/tests",
  validateSearch: testsSearch,
  component: TestsPage,
});

const test = createRoute({
  getParentRoute: () => root,
  path: "/tests/$testId",
  loader: ({ context, params }) => void context.client.prefetchQuery(testQuery(params.testId)),
  component: TestPage,
});

/** The addresses of the UI: each view is one, with all its state in it. */
export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([runs, run, tests, test]),
    context: { client },
    parseSearch: parseSearchText,
    stringifySearch: writeSearchText,
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ({ error }) => <Problem error={error instanceof Error ? error : new Error(String(error))} />,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
