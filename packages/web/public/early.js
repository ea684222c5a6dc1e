// Runs before the first paint. A file of its own, because the Content-Security-Policy allows no inline script.

// A chosen theme never flashes.
try {
  const theme = localStorage.getItem("backstory-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme it is.
}

// What the page will ask first is asked while its code is on its way; src/earlyAnswers.ts hands the answers out.
{
  const { pathname, search } = location;
  const run = /^\/runs\/(\w+)$/.exec(pathname)?.[1];
  const first = { "/": ["/overview"], "/runs": ["/runs?limit=50"] }[pathname] ?? [];
  const questions = run ? [`/runs/${run}`, `/runs/${run}/results?sort=failures&limit=200`] : first;
  const answers = new Map();
  for (const question of search === "" ? questions : []) {
    const address = `/api/v1${question}`;
    const answer = fetch(address, { headers: { accept: "application/json" } });
    // Whoever takes it hears of a failure.
    answer.catch(() => {});
    answers.set(address, answer);
  }
  window.backstoryEarly = answers;
  // What nobody has taken by then is old.
  setTimeout(() => answers.clear(), 20_000);
}
