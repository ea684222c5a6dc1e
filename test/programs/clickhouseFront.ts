import { startClickhouseFront } from "../../packages/server/src/store/testing/clickhouseFront.ts";

/** A ClickHouse server for programs in other languages: prints its address, and ends when stdin does. */
const front = await startClickhouseFront();
process.stdout.write(`${front.url}\n`);
process.stdin.resume();
process.stdin.once("end", () => {
  front.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
