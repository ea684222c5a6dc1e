/** The environment as a user has it: without what Vitest sets for its tests, and without settings of Backstory. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(VITEST|TEST$|NODE_ENV$|BACKSTORY_(?!CHROMIUM|PYTHON|LAUNCHERS))/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
