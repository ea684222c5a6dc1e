import { type Attachment, attachmentKind } from "./attachmentKind.ts";

/** Pictures of one comparison: what was expected, what was there, and what differs when somebody drew it. */
export interface ImageSet {
  readonly name: string;
  readonly expected: Attachment;
  readonly actual: Attachment;
  readonly difference: Attachment | undefined;
}

const parts = /^(.*?)[-_. ](expected|actual|diff|baseline|received|reference)(\.\w+)?$/i;

const roles: Readonly<Record<string, "expected" | "actual" | "difference">> = {
  ...{ expected: "expected", baseline: "expected", reference: "expected" },
  ...{ actual: "actual", received: "actual", diff: "difference" },
};

/** The comparisons among some files, by their names (`home-expected.png`, `home-actual.png`, `home-diff.png`), and the rest. */
export function imageSets(attachments: readonly Attachment[]): { sets: ImageSet[]; others: Attachment[] } {
  const found = new Map<string, Partial<Record<"expected" | "actual" | "difference", Attachment>>>();
  for (const attachment of attachments) {
    const [, name = "", role = ""] =
      attachmentKind(attachment) === "picture" ? (parts.exec(attachment.name) ?? []) : [];
    const place = roles[role.toLowerCase()];
    if (place === undefined) continue;
    // The same picture twice, as of a retry, is another comparison's: the first one stays.
    found.set(name, { [place]: attachment, ...found.get(name) });
  }
  const sets = [...found].flatMap(([name, { expected, actual, difference }]) =>
    expected && actual ? [{ name, expected, actual, difference }] : [],
  );
  const used = new Set(sets.flatMap((set) => [set.expected, set.actual, set.difference]));
  return { sets, others: attachments.filter((attachment) => !used.has(attachment)) };
}
