/** A step of a page: a command with the output that the page shows, or something that is done behind the scene. */
export type Step =
  | { readonly kind: "command"; readonly command: string; readonly output: string }
  | { readonly kind: "record"; readonly build: string };

const fence = /^(?<ticks>`{3,})console\n(?<block>[\s\S]*?)^\k<ticks>$|<!-- record (?<build>[\d.]+) -->/gm;

/** The steps of a page in their order: each `$` line of its console blocks, and each build that it has recorded. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(fence)].flatMap((match): Step[] => {
    const { block, build } = match.groups ?? {};
    if (build !== undefined) return [{ kind: "record", build }];
    return (block ?? "")
      .split(/^\$ /m)
      .slice(1)
      .map((text) => {
        const end = text.indexOf("\n");
        return { kind: "command", command: text.slice(0, end), output: text.slice(end + 1).trimEnd() };
      });
  });
}

/** The page with these outputs in the places of its own. */
export function withOutputs(page: string, outputs: readonly string[]): string {
  let next = 0;
  return page.replace(fence, (whole, ticks: string | undefined, block: string | undefined) => {
    if (ticks === undefined || block === undefined) return whole;
    const commands = [...block.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command);
    const parts = commands.map((command) =>
      [`$ ${command}`, outputs[next++] ?? ""].filter((part) => part !== "").join("\n"),
    );
    return `${ticks}console\n${parts.join("\n\n")}\n${ticks}`;
  });
}

const monday = "2026-11-16";
const today = "01KAF4C3S0H7Q2M9T5V8X1Z6R4";

/** An output without what differs from time to time: what is done now is done on that Monday, with the ids of that day. */
export function normalised(output: string, address: string): string {
  return output
    .replaceAll(address, "http://127.0.0.1:7357")
    .replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b/g, (time) =>
      time.slice(0, 10) > monday ? `${monday} 09:30:00` : time,
    )
    .replace(
      /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g,
      "6f1d2c3b-8a97-4e05-b1c4-2d3e4f5a6b7c",
    )
    .replace(/\b01[0-9A-HJKMNP-TV-Z]{6,24}/g, (id) => (/0{10}$/.test(id) ? id : today.slice(0, id.length)))
    .trimEnd();
}
