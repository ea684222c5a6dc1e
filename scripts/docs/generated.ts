import { apiPage } from "./apiPage.ts";
import { cliPage } from "./cliPage.ts";
import { errorsPage } from "./errorsPage.ts";
import { recordSchemaText } from "./recordSchemaText.ts";
import { recordsPage } from "./recordsPage.ts";
import { serverPage } from "./serverPage.ts";

/** The documents that are written by `npm run docs`, by their path from the root, each with what writes it. */
export const generated: Readonly<Record<string, () => string>> = {
  "packages/model/schema/records-1.schema.json": recordSchemaText,
  "docs/reference/api.md": apiPage,
  "docs/reference/cli.md": cliPage,
  "docs/reference/errors.md": errorsPage,
  "docs/reference/records.md": recordsPage,
  "docs/reference/server.md": serverPage,
};
