import { type OpenTestStore, openEmbeddedTestStore, openRemoteTestStore } from "./openTestStore.ts";

/** The two kinds of connection, for `describe.each`: what is tested on one is tested on the other. */
export const connections: readonly (readonly [string, OpenTestStore])[] = [
  ["the embedded engine", openEmbeddedTestStore],
  ["a ClickHouse server", openRemoteTestStore],
];
