/** A name and a value, as Allure has labels and parameters. */
interface Named {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly mode?: unknown;
}

/** What Allure's integrations hand from a test to their reporters, as far as it is read here: anything may be missing. */
export interface AllureMessage {
  readonly type?: unknown;
  readonly data?: {
    readonly name?: unknown;
    readonly labels?: readonly Named[];
    readonly links?: readonly { readonly url?: unknown; readonly type?: unknown; readonly name?: unknown }[];
    readonly parameters?: readonly Named[];
    readonly description?: unknown;
    readonly descriptionHtml?: unknown;
    readonly displayName?: unknown;
    readonly start?: unknown;
    readonly stop?: unknown;
    readonly status?: unknown;
    readonly statusDetails?: { readonly message?: unknown; readonly trace?: unknown };
    readonly content?: unknown;
    readonly encoding?: unknown;
    readonly path?: unknown;
    readonly contentType?: unknown;
    readonly fileExtension?: unknown;
  };
}

/** The media type under which Playwright's attachments carry a message of Allure. */
export const allureMediaType = "application/vnd.allure.message+json";

/** The messages of Allure among what a test told. */
export function allureMessagesIn(told: readonly { readonly fact: string }[]): AllureMessage[] {
  const messages: AllureMessage[] = [];
  for (const fact of told) {
    const { message } = fact as { message?: unknown };
    if (fact.fact === "allure" && typeof message === "object" && message !== null) messages.push(message);
  }
  return messages;
}
