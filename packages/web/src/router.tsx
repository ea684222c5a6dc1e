import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, retainSearchParams } from "@tanstack/react-router";
import { setCurrentAsof } from "./asof/currentAsof.ts";
import { NotFoundPage } from "./pages/notFoundPage.tsx";
import { Problem } from "./parts/problem.tsx";
import { SkeletonRows } from "./parts/skeletonRows.tsx";
import { overviewQuery } from "./queries/overviewQuery.ts";
import { runChangesQuery } from "./queries/runChangesQuery.ts";
import { runQuery } from "./queries/runQuery.ts";
import { runResultsQuery } from "./queries/runResultsQuery.ts";
import { runsQuery } from "./queries/runsQuery.ts";
import { testQuery } from "./queries/testQuery.ts";
import { compareSearch } from "./search/compareSearch.ts";
import { gridSearch } from "./search/gridSearch.ts";
import { harvestSearch } from "./search/harvestSearch.ts";
import { runSearch } from "./search/runSearch.ts";
import { runsFilter, runsSearch } from "./search/runsSearch.ts";
import { scopeSearch } from "./search/scopeSearch.ts";
import { parseSearchText, writeSearchText } from "./search/searchText.ts";
import { sqlSearch } from "./search/sqlSearch.ts";
import { testSearch } from "./search/testSearch.ts";
import { testsSearch } from "./search/testsSearch.ts";
import { trendsSearch } from "./search/trendsSearch.ts";
import { uploadsSearch } from "./search/uploadsSearch.ts";
import { App } from "./shell/app.tsx";
import { laterPage, loadPagesWhenIdle } from "./shell/laterPage.tsx";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  validateSearch: scopeSearch,
  search: { middlewares: [retainSearchParams(["project", "target", "asof"])] },
  beforeLoad: ({ search, preload }) => {
    if (!preload) setCurrentAsof(search.asof);
  },
  component: App,
  notFoundComponent: NotFoundPage,
});

const overview = createRoute({
  getParentRoute: () => root,
  path: "/",
  loaderDeps: ({ search: { project, target } }) => ({ project, target }),
  loader: ({ context, deps }) => void context.client.prefetchQuery(overviewQuery(deps)),
  component: laterPage(() => import("./pages/overviewPage.tsx"), "OverviewPage"),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: "/runs",
  validateSearch: runsSearch,
  loaderDeps: ({ search }) => runsFilter(search),
  loader: ({ context, deps }) => void context.client.prefetchInfiniteQuery(runsQuery(deps)),
  component: laterPage(() => import("./pages/runsPage.tsx"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => root,
  path: "/runs/$runId",
  validateSearch: runSearch,
  loader: ({ context: { client }, params: { runId }, location, preload }) => {
    void client.prefetchQuery(runQuery(runId));
    // Asked for at once, not when the header has come; but not for a run that one only points at.
    if (preload) return;
    void client.prefetchInfiniteQuery(runResultsQuery(runId, runSearch(location.search)));
    void client.prefetchQuery(runChangesQuery(runId));
  },
  component: laterPage(() => import("./pages/runPage.tsx"), "RunPage"),
});

const tests = createRoute({
  getParentRoute: () => root,
  path: "/tests",
  validateSearch: testsSearch,
  component: laterPage(() => import("./pages/testsPage.tsx"), "TestsPage"),
});

const test = createRoute({
  getParentRoute: () => root,
  path: "/tests/$testId",
  validateSearch: testSearch,
  loader: ({ context, params }) => void context.client.prefetchQuery(testQuery(params.testId)),
  component: laterPage(() => import("./pages/testPage.tsx"), "TestPage"),
});

const family = createRoute({
  getParentRoute: () => root,
  path: "/families/$familyId",
  component: laterPage(() => import("./pages/familyPage.tsx"), "FamilyPage"),
});

const grid = createRoute({
  getParentRoute: () => root,
  path: "/grid",
  validateSearch: gridSearch,
  component: laterPage(() => import("./pages/gridPage.tsx"), "GridPage"),
});

const trends = createRoute({
  getParentRoute: () => root,
  path: "/trends",
  validateSearch: trendsSearch,
  component: laterPage(() => import("./pages/trendsPage.tsx"), "TrendsPage"),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: compareSearch,
  component: laterPage(() => import("./pages/comparePage.tsx"), "ComparePage"),
});

const harvest = createRoute({
  getParentRoute: () => root,
  path: "/harvest",
  validateSearch: harvestSearch,
  component: laterPage(() => import("./pages/harvestPage.tsx"), "HarvestPage"),
});

const sql = createRoute({
  getParentRoute: () => root,
  path: "/sql",
  validateSearch: sqlSearch,
  component: laterPage(() => import("./pages/sqlPage.tsx"), "SqlPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: laterPage(() => import("./pages/settingsPage.tsx"), "SettingsPage"),
});

const targetSettings = createRoute({
  getParentRoute: () => root,
  path: "/settings/targets/$project/$target",
  component: laterPage(() => import("./pages/targetSettingsPage.tsx"), "TargetSettingsPage"),
});

const uploads = createRoute({
  getParentRoute: () => root,
  path: "/settings/uploads",
  validateSearch: uploadsSearch,
  component: laterPage(() => import("./pages/uploadsPage.tsx"), "UploadsPage"),
});

const storage = createRoute({
  getParentRoute: () => root,
  path: "/settings/storage",
  component: laterPage(() => import("./pages/storagePage.tsx"), "StoragePage"),
});

const routes = [
  overview,
  runs,
  run,
  tests,
  test,
  family,
  grid,
  trends,
  compare,
  harvest,
  sql,
  settings,
  targetSettings,
  uploads,
  storage,
] as const;

/** The addresses of the UI: each view is one, with all its state in it. Pages are loaded when they are gone to, or before. */
export function createAppRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: root.addChildren(routes),
    context: { client },
    parseSearch: parseSearchText,
    stringifySearch: writeSearchText,
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: () => <SkeletonRows count={14} rowHeight={40} />,
    defaultPendingMs: 0,
    defaultPendingMinMs: 0,
    defaultErrorComponent: ({ error }) => <Problem error={error instanceof Error ? error : new Error(String(error))} />,
  });
  // The first page has nothing to wait behind; later the page before stays while the next one is on its way.
  const stop = router.subscribe("onResolved", () => {
    router.options.defaultPendingMs = 1_000;
    stop();
    setTimeout(loadPagesWhenIdle, 3_000);
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
