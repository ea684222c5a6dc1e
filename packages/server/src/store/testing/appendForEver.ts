import { openStore } from "../store.ts";
import { partOf, resultOf, submissionOf, type TestRecord, whose } from "./submit.ts";

/** Appends parts of new submissions until it is killed, and says each once it is acknowledged: `<submissionId> <results>`. */
async function appendForEver(dataDirectory: string, rowsOfPart: number): Promise<never> {
  const store = await openStore({ dataDirectory, memoryBytes: 600_000_000 });
  for (;;) {
    const owner = whose("crash");
    const records: TestRecord[] = [submissionOf(owner)];
    for (let part = 0; part < 12; part++) {
      const from = part === 0 ? 0 : records.length;
      for (let index = 0; index < rowsOfPart; index++) {
        const name = `test_${part}_${index}`;
        records.push(resultOf(name, { status: "failed", failure: { message: "boom" }, worker: "gw0" }));
      }
      await store.append(partOf(owner, records, from));
      process.stdout.write(`${owner.submissionId} ${records.length - 1}\n`);
    }
  }
}

await appendForEver(process.argv[2] as string, Number(process.argv[3]));
