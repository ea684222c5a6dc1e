/** A page to take a picture of: its name in `docs/screenshots`, its address, and what has to be seen on it. */
export interface PageToTake {
  readonly name: string;
  readonly path: string;
  readonly there: string;
}

/** Every page, over a run that fails and a test that fails in it. */
export function pagesToTake({ runId, testId }: { readonly runId: string; readonly testId: string }): PageToTake[] {
  const sql = `SELECT startedAt, passed, failed + broken AS failing, flaky
FROM currentRuns
WHERE target = 'web'
ORDER BY startedAt`;
  const web = "project=shop&target=web";
  return [
    { name: "overview", path: "/", there: "main h1" },
    { name: "runs", path: "/runs", there: ".grid-row" },
    { name: "run", path: `/runs/${runId}`, there: ".grid-row" },
    { name: "result", path: `/runs/${runId}?test=${testId}`, there: ".resultHeader h2" },
    { name: "test", path: `/tests/${testId}`, there: ".strip" },
    { name: "tests", path: "/tests?project=shop", there: ".grid-row" },
    { name: "grid", path: `/grid?${web}`, there: "canvas" },
    { name: "trends", path: `/trends?${web}`, there: "main figure, main h1" },
    { name: "compare", path: `/compare?${web}&a=branch:feature/coupons:4&b=branch:main:8`, there: ".grid-row" },
    { name: "harvest", path: "/harvest?project=shop&target=models&view=runs&row=params.solver", there: "canvas" },
    { name: "sql", path: `/sql?q=${encodeURIComponent(sql)}&view=chart`, there: "canvas" },
    { name: "settings", path: "/settings", there: "main h1" },
  ];
}
