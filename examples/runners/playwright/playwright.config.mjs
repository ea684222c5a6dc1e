export default {
  testMatch: "*.spec.mjs",
  retries: 1,
  workers: 1,
  globalTeardown: "./closing.mjs",
  reporter: [["list"], ["backstory/playwright"]],
};
