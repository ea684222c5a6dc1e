// Runs before the first paint, so that a chosen theme never flashes. A file of its own, because the
// Content-Security-Policy allows no inline script.
try {
  const theme = localStorage.getItem("backstory-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme it is.
}
